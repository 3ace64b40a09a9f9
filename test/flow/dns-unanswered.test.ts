// Mail whose signature could not be checked, since DNS did not answer, waits by itself and lands where and when it belongs.
import { expect, it, onTestFinished } from "vitest";
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
