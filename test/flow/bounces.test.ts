// Delivery reports in the forms in which mail servers really write them, through a running installation: each finds the
// email it is about, moves its state, and pauses its address or not. And people who write of bounces stay people.
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Delivery } from "../../src/domain/delivery.ts";
import type { Step } from "../../src/domain/inbound-email.ts";
import { seedWorld, type World } from "../../src/sandbox/seed-world.ts";
import type { Started } from "../../src/start.ts";
import { contentHash } from "../../src/store/blobs.ts";
import { listOutboundEmailsTo } from "../../src/store/outbound-emails.ts";
import { bounceAddress } from "../../src/threading/bounce-address.ts";
import { loopMarker } from "../../src/threading/loop-marker.ts";
import { sealAddress } from "../../src/threading/sealed-address.ts";
import { emailMessageId, taskMessageId, twinMessageId } from "../../src/threading/message-id.ts";
import { askNewContact, postForm, postRaw, recipient, startInstallation } from "./running-installation.ts";

const folder = new URL("../../fixtures/emails/bounces/", import.meta.url);
const at = "2026-03-02T09:00:00.000Z";
const replyDomain = "reply.northbeam.example";

interface Form {
  /** Where the form is described. */
  source: string;
  /** Whether it comes to the bounce address; else to the address in From, as where MAIL FROM cannot be chosen. */
  isToBounce: boolean;
  delivery: Delivery;
  reason: RegExp;
  by: RegExp;
  isPaused: boolean;
}

const rfc = "RFC 3464 and Postfix's bounce(5)";
const sisimai = (name: string) => `sisimai/rb-sisimai, lib/sisimai/lhost/${name}.rb`;
const byBounce = /the bounce address it was sent to/u;
const byLoop = /the header X-Inreply-Loop/u;
const byId = /the Message-ID that it returns/u;
const dead = { isToBounce: true, delivery: "bounced", by: byBounce, isPaused: true } as const;
/** Known to everybody who was sent a copy of an answer, so that it condemns no address. */
const byIdOnly = { isToBounce: false, by: /an id of ours in it/u, isPaused: false } as const;
const unproved = String.raw` \(told by a report that proves nothing, so that we still send there\)$`;
const lost = { ...dead, isPaused: false } as const;
const delayed = { ...lost, delivery: "deferred" } as const;
/** Found by what it returns, since it came to From. */
const viaFrom = { isToBounce: false, by: byLoop } as const;

const forms: Record<string, Form> = {
  "postfix-unknown-user": { ...dead, source: rfc, reason: /^550 5\.1\.1 <.*User unknown$/u },
  "postfix-unknown-domain": { ...dead, source: rfc, reason: /^Host or domain name not found/u },
  "postfix-mailbox-full": { ...lost, source: rfc, reason: /^552 5\.2\.2 Mailbox full$/u },
  "postfix-delayed": { ...delayed, source: rfc, reason: /Connection timed out$/u },
  "postfix-expired": { ...lost, source: rfc, reason: /Connection timed out$/u },
  "postfix-relayed": {
    ...lost,
    source: "RFC 3464 section 2.3.3",
    delivery: "processed",
    reason: /queued/u,
  },
  "postfix-expanded": {
    ...lost,
    source: "RFC 3464 section 2.3.3",
    delivery: "processed",
    reason: /alias/u,
  },
  "postfix-delivered": { ...lost, source: rfc, delivery: "delivered", reason: /delivered to mailbox/u },
  "sendmail-unknown-user": { ...dead, source: sisimai("sendmail"), reason: /User unknown$/u },
  "sendmail-blocked": { ...lost, source: sisimai("sendmail"), reason: /^550 Message blocked as spam$/u },
  "exim-unknown-user": { ...dead, source: sisimai("exim"), reason: /^550 5\.1\.1 .*no such user here$/u },
  "exim-unrouteable": { ...dead, ...viaFrom, source: sisimai("exim"), reason: /^Unrouteable address$/u },
  "exim-warning": { ...delayed, source: sisimai("exim"), reason: /^451 4\.7\.1 Greylisted/u },
  "qmail-unknown-user": { ...dead, ...viaFrom, source: sisimai("qmail"), reason: /550 5\.1\.1/u },
  "qmail-no-mailbox": { ...dead, source: sisimai("qmail"), reason: /^Sorry, no mailbox here/u },
  "qmail-too-long": { ...lost, source: sisimai("qmail"), reason: /\(#4\.4\.1\)/u },
  "office365-not-found": { ...dead, source: sisimai("office365"), reason: /RecipientNotFound/u },
  "office365-german": { ...dead, source: sisimai("office365"), reason: /^550 5\.4\.1 Recipient address/u },
  "office365-delayed": { ...delayed, source: sisimai("office365"), reason: /^4\.4\.7$/u },
  "exchange2003-not-found": { ...dead, source: sisimai("exchange2003"), reason: /Unknown Recipient/u },
  "gmail-not-found": { ...dead, source: sisimai("gmail"), reason: /^550-5\.1\.1 The email account/u },
  "gmail-blocked": { ...lost, source: sisimai("gmail"), reason: /^550 5\.7\.1 Message rejected/u },
  "gmail-delay": { ...delayed, source: sisimai("gmail"), reason: /did not accept our requests/u },
  "gmail-without-fields": {
    ...dead,
    source: sisimai("googleworkspace"),
    reason: /^550 5\.2\.1 The email account/u,
  },
  "yahoo-unknown-user": { ...dead, ...viaFrom, source: sisimai("yahoo"), reason: /^554: delivery error/u },
  "ses-rewritten-id": {
    ...dead,
    ...byIdOnly,
    source: sisimai("amazonses"),
    reason: new RegExp(`^550 5\\.1\\.1 user unknown${unproved}`, "u"),
  },
  "domino-not-listed": { ...dead, source: sisimai("domino"), reason: /^User ann .*Domino Directory$/u },
  "notes-hop-count": { ...lost, source: sisimai("notes"), reason: /hop count/u },
  "gmx-timeout": {
    ...lost,
    ...viaFrom,
    source: sisimai("gmx"),
    reason: /^delivery retry timeout exceeded$/u,
  },
  "webde-german": { ...dead, ...viaFrom, source: sisimai("gmx"), reason: /mailbox unavailable$/u },
  "einsundeins-size": { ...lost, source: sisimai("einsundeins"), reason: /^Mail size limit exceeded/u },
  "mimecast-policy": { ...lost, source: sisimai("mimecast"), reason: /^554 Email rejected due to security/u },
  "proofpoint-disabled": { ...dead, source: rfc, reason: /Mailbox disabled/u },
  "mdaemon-no-account": { ...dead, source: "MDaemon's delivery errors", reason: /Recipient unknown$/u },
  "zoho-invalid": { ...dead, ...viaFrom, source: sisimai("zoho"), reason: /ERROR_CODE :5\.1\.1/u },
  "several-recipients": { ...dead, source: "RFC 3464 section 2.3", reason: /^550 5\.1\.1 User unknown$/u },
  "forwarded-elsewhere": {
    ...lost,
    source: "RFC 3464 section 2.3.2",
    reason: /^550 5\.1\.1 User unknown \(at private@elsewhere\.example, where it was sent on to\)$/u,
  },
  "forwarded-named": { ...dead, source: "RFC 3464 section 2.3.1", reason: /^550 5\.1\.1 User unknown$/u },
  "loop-header-only": { ...dead, ...viaFrom, source: rfc, reason: /User unknown$/u },
  "older-ids-only-in-references": {
    ...dead,
    ...byIdOnly,
    by: byId,
    source: rfc,
    reason: new RegExp(`User unknown${unproved}`, "u"),
  },
  "return-path-only": {
    ...dead,
    ...viaFrom,
    by: /a bounce address in it/u,
    source: rfc,
    reason: /User unknown$/u,
  },
  "id-in-text-only": {
    ...dead,
    ...byIdOnly,
    source: "none: a gateway's own words",
    reason: new RegExp(`^Code: 550 5\\.1\\.1${unproved}`, "u"),
  },
  complaint: {
    ...dead,
    ...viaFrom,
    source: "RFC 5965",
    delivery: "complained",
    reason: /^It was reported as spam\.$/u,
  },
  "complaint-redacted": {
    ...dead,
    ...viaFrom,
    source: "RFC 6590, and Yahoo's Sender Hub on its complaint feedback loop",
    delivery: "complained",
    reason: /^It was reported as spam\.$/u,
  },
  "taken-apart": { ...dead, source: "a report that a provider took apart", reason: /User unknown$/u },
  "quotes-our-secret": { ...lost, source: rfc, reason: /^550 5\.7\.1 Sender <b[a-z2-7]{6}…/u },
};

let started: Started;
let world: World;
/** The Message-ID of an email to somebody else on the same task, which stands among the returned References. */
let olderId: string;

beforeAll(async () => {
  started = await startInstallation();
  world = await seedWorld(started.store, at);
  const first = await sendToNew();
  olderId = emailMessageId(started.keys, replyDomain, first.id);
}, 30_000);
afterAll(() => started.stop());

describe("a delivery report in the form of", () => {
  it.each(Object.entries(forms))(
    "%s finds its email and tells what became of it",
    async (name, form) => {
      const sent = await sendToNew();
      const raw = filled(name, sent);
      const to = form.isToBounce ? bounceAddress(started.keys, replyDomain, sent.id) : recipient;
      expect((await postRaw(started, raw, { from: "", to })).status).toBe(200);
      expect(await outcomeOf(raw, to)).toEqual({
        status: "handled",
        class: "delivery_report",
        by: expect.stringMatching(form.by) as string,
      });
      const found = await stateOf(sent.id);
      expect(found).toEqual({
        delivery: form.delivery,
        reason: expect.stringMatching(form.reason) as string,
        isPaused: form.isPaused ? 1 : 0,
      });
      expect(found.reason).not.toContain(bounceAddress(started.keys, replyDomain, sent.id));
    },
    20_000,
  );

  it("is one of the files, and there is no other file", () => {
    const files = readdirSync(folder).map((file) => file.replace(/\.eml$/u, ""));
    expect(files.filter((file) => !file.startsWith("human-")).toSorted()).toEqual(
      Object.keys(forms).toSorted(),
    );
  });

  it("Postfix means the same when SendGrid brings it in its form, and the same again", async () => {
    const sent = await sendToNew();
    const raw = filled("postfix-unknown-user", sent);
    const to = bounceAddress(started.keys, replyDomain, sent.id);
    const fields = { email: raw, envelope: JSON.stringify({ from: "", to: [to] }) };
    expect(await postForm(started, fields)).toEqual({ status: 200, body: { stored: 1, known: 0 } });
    expect(await postForm(started, fields)).toEqual({ status: 200, body: { stored: 0, known: 1 } });
    await started.workers.settled();
    expect(await stateOf(sent.id)).toMatchObject({ delivery: "bounced", isPaused: 1 });
  });
});

describe("a report that proves nothing", () => {
  it("about an address of ours pauses nobody: no id of ours is in it", async () => {
    const sent = await sendToNew();
    const raw = filled("postfix-unknown-user", sent, (text) =>
      text.replaceAll(/[mwtb]?\.?[a-z2-7]{37}/gu, "invented"),
    );
    await postRaw(started, raw, { from: "", to: recipient });
    expect(await outcomeOf(raw, recipient)).toMatchObject({ status: "ignored", class: "delivery_report" });
    expect(await stateOf(sent.id)).toEqual({ delivery: null, reason: null, isPaused: 0 });
  });

  it("by somebody who was sent a copy of an answer does not stop mail to whoever answered", async () => {
    const sent = await sendToNew();
    const id = emailMessageId(started.keys, replyDomain, sent.id);
    const twin = twinMessageId(started.keys, replyDomain, sent.id);
    const forged = [
      "From: Mail Delivery System <mailer-daemon@colleague.example>",
      `In-Reply-To: ${id}`,
      `References: ${twin}`,
      "Subject: Undelivered Mail Returned to Sender",
      "",
      `<${sent.address}>: 550 5.1.1 User unknown`,
      "",
      `Message-ID: ${id}`,
      "",
    ].join("\r\n");
    const bounce = bounceAddress(started.keys, replyDomain, sent.id);
    const complaint = filled("complaint", sent, (text) =>
      text.replaceAll(/^X-Inreply-Loop:.*\n/gimu, "").replaceAll(bounce, "x@colleague.example"),
    );
    for (const raw of [Buffer.from(forged), complaint]) {
      await postRaw(started, raw, { from: "", to: recipient });
      expect(await outcomeOf(raw, recipient)).toMatchObject({ status: "handled", class: "delivery_report" });
    }
    expect(await stateOf(sent.id)).toMatchObject({ isPaused: 0 });
  });

  it("of another address than the one we wrote to pauses neither", async () => {
    const sent = await sendToNew();
    const raw = filled("postfix-unknown-user", { ...sent, address: "ann@harbordental.example" });
    await postRaw(started, raw, {
      from: "",
      to: bounceAddress(started.keys, replyDomain, sent.id),
    });
    await started.workers.settled();
    expect(await stateOf(sent.id)).toMatchObject({ delivery: "bounced", isPaused: 0 });
    expect(await pausesOf("ann@harbordental.example")).toBe(0);
  });
});

describe("a person", () => {
  it.each(readdirSync(folder).filter((file) => file.startsWith("human-")))(
    "%s is a person, and nothing is known of any delivery",
    async (file) => {
      const sent = await sendToNew();
      const raw = filled(file.replace(/\.eml$/u, ""), sent);
      await postRaw(started, raw, { from: sent.address, to: recipient });
      const found = await outcomeOf(raw, recipient);
      expect(["human", "auto_reply"]).toContain(found?.class);
      if (!file.includes("postmaster")) expect(found?.class).toBe("human");
      expect(await stateOf(sent.id)).toEqual({ delivery: null, reason: null, isPaused: 0 });
    },
  );
});

/** An email to a contact of its own, as the sandbox's courier sent it. */
async function sendToNew(): Promise<{ id: number; taskId: number; address: string }> {
  const { taskId, address } = await askNewContact(started, world, at);
  started.workers.nudge();
  await started.workers.settled();
  const [email] = await listOutboundEmailsTo(started.store.read, address, 1);
  return { id: email!.id, taskId, address };
}

/** The file with the ids and addresses of a real email in their places. */
function filled(
  name: string,
  sent: { id: number; taskId: number; address: string },
  change = (text: string) => text,
): Buffer {
  const { keys } = started;
  const places: Record<string, string> = {
    to: sent.address,
    own: `report-${sent.id}`,
    bounce: bounceAddress(keys, replyDomain, sent.id),
    loop: loopMarker(keys, sent.id),
    older: olderId,
    "message-id": emailMessageId(keys, replyDomain, sent.id),
    twin: twinMessageId(keys, replyDomain, sent.id),
    root: taskMessageId(keys, replyDomain, sent.taskId),
  };
  const text = readFileSync(new URL(`${name}.eml`, folder), "utf8");
  const whole = text.replaceAll(/\{\{([a-z-]+)\}\}/gu, (place, key: string) => {
    if (places[key] === undefined) throw new Error(`${name} has an unknown place ${place}.`);
    return places[key];
  });
  return Buffer.from(change(whole).replaceAll("\n", "\r\n"));
}

async function outcomeOf(raw: Buffer, to: string) {
  await started.workers.settled();
  const row = await started.store.read.first<{ status: string; class: string; evidence: string }>(
    "select status, class, evidence from inbound_emails where raw_sha256 = ? and envelope_to = ?",
    contentHash(raw),
    sealAddress(started.keys, replyDomain, to),
  );
  const steps = JSON.parse(row?.evidence ?? "[]") as Step[];
  return {
    status: row?.status,
    class: row?.class,
    by: steps.find(({ step }) => step === "thread")?.found,
  };
}

async function stateOf(id: number) {
  const row = await started.store.read.first<{ delivery: string | null; reason: string; address: string }>(
    "select delivery, reason, to_address as address from outbound_emails where id = ?",
    id,
  );
  const { address, ...state } = row!;
  return { ...state, isPaused: await pausesOf(address) };
}

async function pausesOf(address: string): Promise<number> {
  const row = await started.store.read.first<{ count: number }>(
    "select count(*) as count from paused_addresses where address = ?",
    address,
  );
  return row!.count;
}
