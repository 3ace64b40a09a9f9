// Real forwarders between a client and Inreply: a Postfix alias, Sieve's redirect in Dovecot, procmail's !, and postsrsd, which
// rewrites the envelope. The client's mail is signed as her own server does; the forwarders' server does not sign it again.
import { randomUUID } from "node:crypto";
import { chownSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dkimSign } from "mailauth/lib/dkim/sign.js";
import { createTransport } from "nodemailer";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { writeReply } from "./mail-program.ts";
import {
  accountOf,
  aliasFile,
  applyRules,
  procmailAddress,
  procmailFile,
  srsAliasFile,
  srsDomain,
} from "./postfix.ts";
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

/** Each forwarder with the address it serves. */
const ways = {
  "a Postfix alias": "hello@northbeam.example",
  "a Sieve redirect": "support@northbeam.example",
  "procmail’s !": procmailAddress,
  "an alias behind postsrsd": "team@northbeam.example",
};
type Way = keyof typeof ways;
const names = Object.keys(ways) as Way[];

vi.setConfig({ testTimeout: 150_000 });

let office: PostOffice;
let staff: WebVisitor;

beforeAll(async () => {
  office = await openPostOffice({
    mailboxes: { [priya.address]: "", [ann.address]: "", [ways["a Sieve redirect"]]: "" },
    isForwarder: true,
  });
}, 120_000);

afterEach(({ task }) => {
  const { server, inreply } = office;
  if (task.result?.state === "fail") process.stderr.write(`${server.logs()}\n── inreply\n${inreply.logs()}`);
});

afterAll(() => closePostOffice(office), 30_000);

/** What the Mailboxes page has of one mailbox. */
async function mailboxOn(address: string) {
  const page = await staff.get("/mailboxes");
  const [section] = page
    .split('<section class="checks mailbox"')
    .filter((part) => part.includes(`<bdi>${address}</bdi></h2>`));
  return {
    text: words(section ?? ""),
    id: /^ id="mailbox-(\d+)"/u.exec(section ?? "")?.[1] ?? "",
    intake: /m[a-z2-7]{37}@reply\.northbeam\.example/u.exec(section ?? "")?.[0] ?? "",
  };
}

/** Puts the forwarding rules in force, each as the Mailboxes page says for its kind of server. */
function setRules(intakes: Record<Way, string>): void {
  const { folder, outsidePort } = office.server;
  const team = `team@${srsDomain}`;
  const alias = `${ways["a Postfix alias"]} ${intakes["a Postfix alias"]}`;
  writeFileSync(aliasFile(folder), `${alias}\n${ways["an alias behind postsrsd"]} ${team}\n`);
  writeFileSync(srsAliasFile(folder), `${team} ${intakes["an alias behind postsrsd"]}\n`);
  const script = join(folder, "mail", ways["a Sieve redirect"], "active.sieve");
  writeFileSync(script, `redirect "${intakes["a Sieve redirect"]}";\n`);
  const { uid, gid } = accountOf("mail");
  chownSync(script, uid, gid);
  // msmtp stands where sendmail does elsewhere: this machine's own mail server is not the one of the test.
  const flags = `--host=127.0.0.1 --port=${outsidePort} --tls=off --auth=off --from=${procmailAddress} --`;
  writeFileSync(
    procmailFile(folder),
    `SENDMAIL=/usr/bin/msmtp\nSENDMAILFLAGS="${flags}"\n:0\n! ${intakes["procmail’s !"]}\n`,
  );
  applyRules(folder);
}

/** Hands a mail to the mail server as from the rest of the world, with the author's address as its envelope sender. */
async function sendFromOutside(raw: string, to: string): Promise<void> {
  const transport = createTransport({ host: "127.0.0.1", port: office.server.outsidePort, ignoreTLS: true });
  await transport.sendMail({ raw, envelope: { from: ann.address, to } });
}

/** As the author's mail program writes it to this address; its own server signs it, or nobody does. */
async function replyVia(to: string, text: string, isSigned: boolean): Promise<string> {
  const reply = writeReply(office.server, ann, text)
    .replace(/^To: .*$/mu, `To: ${to}`)
    .replace(/^Message-ID: .*$/imu, `Message-ID: <${randomUUID()}@harbordental.example>`)
    .replaceAll(/\r?\n/gu, "\r\n");
  if (!isSigned) return reply;
  const domain = "harbordental.example";
  const { signatures } = await dkimSign(reply, {
    signTime: new Date(),
    signatureData: [{ signingDomain: domain, selector: "mail", privateKey: office.server.keyOf(domain) }],
  } as never);
  return `${signatures}${reply}`;
}

it("staff connect the mailboxes, and each rule sends to an address of its own", async () => {
  office.inreply.run("staff", "add", priya.address, "--name", priya.name);
  office.inreply.run("client", "add", "Harbor Dental", "--plan", "Standard");
  office.inreply.run("contact", "add", ann.address, "--client", "Harbor Dental", "--name", ann.name);
  const opening = [
    "--client",
    "Harbor Dental",
    "--by",
    priya.address,
    "--message",
    "Shall I hand over the enquiries?",
  ];
  office.inreply.run("task", "open", "Mend the form", ...opening);
  await emailWith(office, ann.address, "Shall I hand over the enquiries?");
  staff = await signInByEmail(office, priya.address);
  for (const address of Object.values(ways)) await staff.post("/mailboxes", { address });
  const found = await Promise.all(names.map(async (name) => [name, (await mailboxOn(ways[name])).intake]));
  const intakes = Object.fromEntries(found) as Record<Way, string>;
  expect(new Set(Object.values(intakes)).size).toBe(names.length);
  setRules(intakes);
});

describe.each(names)("through %s", (name) => {
  const address = ways[name];

  it("a probe mail comes back, and the mailbox is shown to work", async () => {
    const { id } = await mailboxOn(address);
    await staff.post(`/mailboxes/${id}/probe`, {});
    await vi.waitFor(async () => expect((await mailboxOn(address)).text).toContain("It works"), wait);
  });

  it("a client’s real reply keeps its author and finds its task, and nobody takes it for automatic", async () => {
    const text = `Yes please, by way of ${address.split("@")[0]}.`;
    await sendFromOutside(await replyVia(address, text, true), address);
    await vi.waitFor(async () => expect(words(await staff.get("/tasks/1"))).toContain(text), wait);
    const page = await staff.get("/tasks/1");
    const message = page.slice(page.lastIndexOf(text));
    const why = words(await staff.get(/href="(\/emails\/\d+)"/u.exec(message)?.[1] ?? ""));
    expect(why).toContain(`It came through the forwarding rule of ${address}.`);
    expect(why).toContain("signed by harbordental.example, the domain of its sender");
    expect(why).toMatch(/The id of (?:an email we sent to Ann Weber about )?this task/u);
    expect(why).toContain("Ann Weber <ann@harbordental.example>");
  });

  it("a mail that only claims to be hers is held, and nobody is told", async () => {
    const text = `Pay the other account, says ${address.split("@")[0]}.`;
    await sendFromOutside(await replyVia(address, text, false), address);
    await vi.waitFor(async () => {
      const held = await staff.get("/held");
      const ids = [...held.matchAll(/href="\/emails\/(\d+)"/gu)].map(([, id]) => id);
      const pages = await Promise.all([...new Set(ids)].map((id) => staff.get(`/emails/${id}`)));
      const found = pages.map(words).find((page) => page.includes(text));
      expect(found).toContain("nothing proves that the email is really theirs");
      expect(found).toContain(`It came through the forwarding rule of ${address}.`);
    }, wait);
    expect(words(await staff.get("/tasks/1"))).not.toContain(text);
    expect(office.server.mailOf(priya.address).join("")).not.toContain(text);
  });
});

it("postsrsd rewrote the envelope, and its own domain’s SPF vouched for nobody", async () => {
  const [first] = [...(await staff.get("/held?show=all")).matchAll(/href="\/emails\/(\d+)"/gu)];
  const why = words(await staff.get(`/emails/${first?.[1]}`));
  expect(why).toMatch(/SRS0=\S+=harbordental\.example=ann@northbeam\.example/iu);
  expect(why).not.toContain("may send for northbeam.example, the domain of its sender");
});
