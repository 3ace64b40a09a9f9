// A real mail server in the loop: Inreply installed beside Postfix as the README says, out by SMTP, in by a pipe, and a real
// mail program that answers. Nothing is stood in for, and nothing is let pass for the test's sake.
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { InstalledInreply } from "./installation.ts";
import { replyToNewest, writeNew } from "./mail-program.ts";
import { replyDomain, type MailServer } from "./mail-server.ts";
import {
  ann,
  closePostOffice,
  emailWith,
  openPostOffice,
  priya,
  signInByEmail,
  wait,
  words,
  type PostOffice,
} from "./post-office.ts";
import type { WebVisitor } from "./visitor.ts";

const lee = { name: "Lee Okafor", address: "lee@harbordental.example" };
/** A contact whose mailbox is not there. */
const gone = { name: "Gone Person", address: "gone@harbordental.example" };

const away =
  'require ["vacation"];\nvacation :days 1 :addresses ["lee@harbordental.example"] "Ich bin bis Montag nicht im Büro.";\n';
vi.setConfig({ testTimeout: 150_000 });

let office: PostOffice;
let server: MailServer;
let inreply: InstalledInreply;
let staff: WebVisitor;

beforeAll(async () => {
  office = await openPostOffice({
    mailboxes: { [priya.address]: "", [ann.address]: "", [lee.address]: away },
  });
  ({ server, inreply } = office);
}, 120_000);

afterEach(({ task }) => {
  if (task.result?.state === "fail") process.stderr.write(`${server.logs()}\n── inreply\n${inreply.logs()}`);
});

afterAll(() => closePostOffice(office), 30_000);

const taskPage = async (path = "/tasks/1") => words(await staff.get(path));

describe("a message by staff", () => {
  it("reaches everybody's mailbox, signed by the reply domain, from an address that names the email", async () => {
    inreply.run("staff", "add", priya.address, "--name", priya.name);
    inreply.run("client", "add", "Harbor Dental", "--plan", "Standard");
    for (const { name, address } of [ann, lee, gone]) {
      inreply.run("contact", "add", address, "--client", "Harbor Dental", "--name", name);
    }
    const text = "Hi Ann, the form is mended. Shall I hand over the old enquiries?";
    inreply.run(
      "task",
      "open",
      "Mend the form",
      "--client",
      "Harbor Dental",
      "--by",
      priya.address,
      "--message",
      text,
    );
    const { raw, mail } = await emailWith(office, ann.address, text);
    expect(raw).toMatch(/^Return-Path: <b[a-z2-7]{37}@reply\.northbeam\.example>/mu);
    expect(raw).toMatch(/^DKIM-Signature: .*d=reply\.northbeam\.example/msu);
    expect(mail.replyTo?.value[0]?.address).toMatch(/^r[a-z2-7]{37}@reply\.northbeam\.example$/u);
    expect(mail.messageId).toMatch(/^<m\.[a-z2-7]+@reply\.northbeam\.example>$/u);
    await emailWith(office, lee.address, text);
  });

  it("is read by staff who signed in with the link that was emailed to them", async () => {
    staff = await signInByEmail(office, priya.address);
    expect(await taskPage()).toContain("Shall I hand over the old enquiries?");
  });
});

describe("an answer from a mail program", () => {
  it("is admitted by its signature, and only the typed words are the message", async () => {
    replyToNewest(server, ann, "Yes, please hand them over.\n\nAltona has a new line: Größe 12.");
    await vi.waitFor(
      async () => expect(await taskPage()).toContain("Altona has a new line: Größe 12."),
      wait,
    );
    const page = await staff.get("/tasks/1");
    const message = page.slice(page.lastIndexOf("Altona has a new line"));
    const why = words(await staff.get(/href="(\/emails\/\d+)"/u.exec(message)?.[1] ?? ""));
    expect(why).toContain("the signature of harbordental.example (key mail) holds");
    expect(why).toContain("signed by harbordental.example, the domain of its sender");
    expect(why).toContain("which was given to Ann Weber for this task");
  });

  it("reaches the staff who follow the task, whose signed answer by email reaches the client", async () => {
    await emailWith(office, priya.address, "Altona has a new line");
    replyToNewest(server, priya, "Thank you Ann, I begin on Monday.");
    const { mail } = await emailWith(office, ann.address, "Thank you Ann, I begin on Monday.");
    expect(mail.from?.text).toContain("Priya Nair (Northbeam)");
    expect(await taskPage()).toContain("Thank you Ann, I begin on Monday.");
  });

  it("that opens a conversation is a new task", async () => {
    writeNew(
      server,
      ann,
      `requests@${replyDomain}`,
      "Our webinar reminder",
      "It is sent twice. Can you stop that?",
    );
    await vi.waitFor(async () => {
      expect(await taskPage("/tasks/2")).toContain("It is sent twice. Can you stop that?");
    }, wait);
  });
});

describe("what mail servers answer by themselves", () => {
  it("a bounce ends on the message it is about", async () => {
    await vi.waitFor(async () => {
      expect(await taskPage()).toMatch(/Could not be delivered to Gone Person.*5\.1\.1/u);
    }, wait);
  });

  it("a Sieve vacation is a quiet note, and nobody is told", async () => {
    await vi.waitFor(async () => {
      expect(await taskPage()).toMatch(
        /Automatic reply, only staff see it.*Ich bin bis Montag nicht im Büro\./u,
      );
    }, wait);
    expect(server.mailOf(ann.address).join("")).not.toContain("bis Montag");
  });
});

describe("mail from outside that nobody signed", () => {
  it("is held and not posted, though it names a known sender and the task's own address", async () => {
    const { mail } = await emailWith(office, ann.address, "Shall I hand over the old enquiries?");
    const outside = createTransport({ host: "127.0.0.1", port: server.outsidePort, ignoreTLS: true });
    await outside.sendMail({
      from: ann.address,
      to: mail.replyTo?.value[0]?.address ?? "",
      subject: `Re: ${mail.subject ?? ""}`,
      inReplyTo: mail.messageId ?? "",
      text: "Please wire the money elsewhere.",
    });
    await vi.waitFor(
      async () => expect(words(await staff.get("/held"))).toContain("Re: Mend the form"),
      wait,
    );
    expect(await taskPage()).not.toContain("wire the money");
  });
});

describe("the doctor", () => {
  it("sends a probe round, and finds all in order but that the pages are not served by https here", () => {
    const groups = JSON.parse(inreply.tryRun("doctor", "--probe", "--json")) as {
      title: string;
      findings: { check: string; status: string; found: string }[];
    }[];
    const findings = groups.flatMap((group) => group.findings);
    const wrong = findings.filter(({ status }) => status !== "good").map(({ check }) => check);
    expect(wrong).toEqual(["base-url.https"]);
    const checks = new Map(findings.map(({ check, found }) => [check, found]));
    expect(checks.get("dns.mx")).toContain("mx.reply.northbeam.example");
    expect(checks.get("dns.dkim")).toContain("the key mail of reply.northbeam.example");
    expect(checks.get("probe")).toContain("Mail goes out and comes back in");
    expect(checks.get("probe.verdict")).toContain("signed by reply.northbeam.example");
  });
});

describe("a fault on our side", () => {
  it("leaves a mail in the mail server's queue, and it lands once the fault is mended", async () => {
    const database = join(inreply.dataFolder, "inreply.db");
    await inreply.stop();
    chmodSync(database, 0o000);
    writeNew(server, ann, `requests@${replyDomain}`, "While you were down", "This must not be lost.");
    await vi.waitFor(
      () => expect(server.logs()).toMatch(/status=deferred .*The mail was not stored, try again/u),
      wait,
    );
    chmodSync(database, 0o600);
    await inreply.start();
    await vi.waitFor(async () => {
      expect(await taskPage("/tasks/3")).toContain("This must not be lost.");
    }, wait);
    expect(server.logs()).not.toMatch(/status=bounced .*relay=inreply/u);
  });
});
