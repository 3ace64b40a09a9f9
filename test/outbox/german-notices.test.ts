// What everybody should know of an email that became a message is said in its reader's language.
import { expect, it } from "vitest";
import { changePreferences } from "../../src/actions/change-preferences.ts";
import { announce } from "../../src/outbox/announce.ts";
import { receivePosted } from "../actions/received.ts";
import { lee, openDesk, priya } from "./desk.ts";

it("by its code, and as it was found where an old email has none", async () => {
  const desk = await openDesk();
  const { store, world } = desk;
  const { people, clients } = world;
  const taskId = await desk.open();
  await announce(desk.outbox);
  const german = { notify: "each", locale: "de", timeZone: "Europe/Berlin" };
  await store.write((rows) => changePreferences(rows, desk.now(), { contactId: people.lee.id, ...german }));
  const evidence = [
    { step: "notice", found: "It was signed.", code: "pgpSigned" },
    { step: "notice", found: "It is empty but for “Hello”.", code: "emptyButSubject", subject: "Hello" },
    { step: "notice", found: "An old notice." },
  ];
  await store.write(async (rows) => {
    const { emailId } = await receivePosted(rows, { author: people.ann, clientId: clients.harbor, taskId });
    await rows.run("update inbound_emails set evidence = ? where id = ?", JSON.stringify(evidence), emailId);
  });
  while ((await announce(desk.outbox)) > 0);
  while ((await desk.deliver()) > 0);
  const newestTo = (address: string) => desk.sent.findLast(({ to }) => to.address === address)!.text;
  expect(newestTo(lee)).toContain("Diese E-Mail war signiert (PGP).");
  expect(newestTo(lee)).toContain("Diese E-Mail ist bis auf ihren Betreff leer: „Hello“.");
  expect(newestTo(lee)).toContain("An old notice.");
  expect(newestTo(lee)).not.toContain("It was signed.");
  expect(newestTo(priya)).toContain("This email was signed (PGP).");
});
