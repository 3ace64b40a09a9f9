// Mail whose signature could not be checked, since DNS did not answer, waits by itself and lands where and when it belongs.
import { expect, it, onTestFinished } from "vitest";
import { listOpenConfirmations } from "../../src/store/forwarding-confirmations.ts";
import { findInboundEmail, listInboundEmails } from "../../src/store/inbound-emails.ts";
import { listMessages } from "../../src/store/messages.ts";
import { startDns, type Zone } from "../support/dns-server.ts";
import { keyRecord, plainMail, signedBy } from "../support/signed-mail.ts";
import { askAnn, postRaw, startInstallation } from "./running-installation.ts";

const keyName = "s1._domainkey.harbordental.example";

async function install(zone: Zone) {
  const started = await startInstallation({ DNS_SERVERS: await startDns(zone) });
  onTestFinished(() => started.stop());
  const asked = await askAnn(started);
  const newest = async () => {
    await started.workers.settled();
    const [row] = await listInboundEmails(started.store.read, 1);
    return (await findInboundEmail(started.store.read, row!.id))!;
  };
  const pass = async (minutes: number) => {
    started.clock.advanceBy(minutes * 60_000);
    return newest();
  };
  return { started, ...asked, newest, pass };
}

it("is held with Ann proposed, read again by itself, and posted at the time it came", async () => {
  const zone: Zone = { [keyName]: "servfail" };
  const { started, taskId, to, newest, pass } = await install(zone);
  await postRaw(started, await signedBy("harbordental.example"), { from: "ann@harbordental.example", to });
  const held = await newest();
  expect(held).toMatchObject({ status: "held", reason: "dns_unanswered", taskId });
  expect(held.contactId).not.toBeNull();
  const why = held.evidence.map(({ found }) => found).join(" ");
  expect(why).toContain("It is looked at again once DNS may answer.");
  expect((await pass(2)).reason).toBe("dns_unanswered");

  zone[keyName] = { txt: [[keyRecord]] };
  // The second wait is longer than the first.
  expect((await pass(2)).reason).toBe("dns_unanswered");
  expect(await pass(4)).toMatchObject({ status: "handled", reason: "posted", taskId });
  const messages = await listMessages(started.store.read, taskId, { withNotes: false });
  expect(messages.at(-1)).toMatchObject({ kept: "Yes, please.", postedAt: held.receivedAt });
});

it("does not wait where an answer could change nothing", async () => {
  const { started, to, newest } = await install({ [keyName]: "servfail" });
  const stranger = plainMail({ from: "Eve <eve@harbordental.example>" });
  await postRaw(started, await signedBy("harbordental.example", stranger), { from: "", to });
  expect(await newest()).toMatchObject({ status: "held", reason: "stranger", checks: 0 });
  await postRaw(started, plainMail(), { from: "ann@harbordental.example", to });
  expect(await newest()).toMatchObject({ status: "held", reason: "unvouched", checks: 0 });
});

it("waits for the signature of staff also where SPF passes, which is enough for Ann", async () => {
  const staffKey = "s1._domainkey.northbeam.example";
  const zone: Zone = { [staffKey]: "servfail", [keyName]: "servfail" };
  const { started, taskId, to, newest, pass } = await install(zone);
  const send = async (from: string) => {
    const mail = plainMail({ from }).replace("<1@", `<${from.split("@")[0]}@`);
    const envelope = { from, to, spf: "pass" };
    await postRaw(started, await signedBy(from.split("@")[1]!, mail), envelope);
    return newest();
  };
  expect(await send("ann@harbordental.example")).toMatchObject({ status: "handled", taskId });
  expect(await send("priya@northbeam.example")).toMatchObject({ status: "held", reason: "dns_unanswered" });
  zone[staffKey] = { txt: [[keyRecord]] };
  expect(await pass(2)).toMatchObject({ status: "handled", reason: "posted", taskId });
});

it("of a provider that has a forwarding rule confirmed gets its link once the signature could be checked", async () => {
  const googleKey = "s1._domainkey.google.com";
  const zone: Zone = { [googleKey]: "servfail" };
  const { started, to, newest, pass } = await install(zone);
  const mail = plainMail({
    from: "Gmail Team <forwarding-noreply@google.com>",
    subject: "Gmail Forwarding Confirmation - Receive Mail from hello@northbeam.example",
    text: "https://mail-settings.google.com/mail/vf-abc",
  });
  await postRaw(started, await signedBy("google.com", mail), { from: "", to });
  expect(await newest()).toMatchObject({ status: "held", reason: "forwarding_confirmation_unproved" });
  zone[googleKey] = { txt: [[keyRecord]] };
  expect(await pass(2)).toMatchObject({ status: "handled", reason: "forwarding_confirmation" });
  expect(await listOpenConfirmations(started.store.read, 9)).toMatchObject([
    { link: "https://mail-settings.google.com/mail/vf-abc", isVouched: 1 },
  ]);
});
