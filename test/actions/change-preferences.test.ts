// A contact chooses how often we write to them, in which language and zone.
import { describe, expect, it } from "vitest";
import { changePreferences, stopDigests } from "../../src/actions/change-preferences.ts";
import { eraseContact } from "../../src/actions/erase-contact.ts";
import { recordDigestEntry } from "../../src/store/digest-entries.ts";
import { findPreferences } from "../../src/store/preferences.ts";
import { openDesk } from "../outbox/desk.ts";

async function scene() {
  const desk = await openDesk();
  const { store, world, now } = desk;
  const contactId = world.people.ann.id;
  const chosen = { contactId, notify: "each", locale: "en", timeZone: "Europe/Berlin" };
  return {
    ...desk,
    contactId,
    change: (typed: Partial<typeof chosen> & { hasShortcuts?: boolean }) =>
      store.write((rows) => changePreferences(rows, now(), { ...chosen, ...typed })),
    events: () =>
      store.read.all<{ payload: string }>(
        "select payload from events where type = 'contact.preferences_changed' order by id",
      ),
    waiting: () => store.read.first("select count(*) as count from digest_entries"),
  };
}

describe("preferences", () => {
  it("are for each message at first, and are changed with one event that names what changed but not the zone", async () => {
    const { store, contactId, change, events } = await scene();
    expect(await findPreferences(store.read, contactId)).toMatchObject({ notify: "each", locale: "en" });
    expect(await change({})).toEqual({ kind: "unchanged" });
    expect(await change({ notify: "daily", timeZone: " America/New_York " })).toEqual({ kind: "done" });
    expect(await findPreferences(store.read, contactId)).toMatchObject({
      notify: "daily",
      timeZone: "America/New_York",
    });
    expect((await events()).map(({ payload }) => JSON.parse(payload) as unknown)).toEqual([
      { contactId, changed: ["notify", "timeZone"], notify: "daily", isByLink: false },
    ]);
  });

  it("keep single keys as they are unless that is said", async () => {
    const { store, contactId, change, events } = await scene();
    expect(await findPreferences(store.read, contactId)).toMatchObject({ hasShortcuts: 1 });
    expect(await change({ hasShortcuts: true })).toEqual({ kind: "unchanged" });
    expect(await change({ hasShortcuts: false })).toEqual({ kind: "done" });
    await change({ notify: "daily" });
    expect(await findPreferences(store.read, contactId)).toMatchObject({ hasShortcuts: 0 });
    expect(JSON.parse((await events())[0]!.payload)).toMatchObject({ changed: ["hasShortcuts"] });
  });

  it("are refused in words where there is no such choice, language, zone or person", async () => {
    const { change, events } = await scene();
    await expect(change({ notify: "weekly" })).rejects.toThrow("Choose how often");
    await expect(change({ locale: "fr" })).rejects.toThrow("is not one of en, de");
    await expect(change({ timeZone: "Moon/Base" })).rejects.toThrow("is not a time zone");
    await expect(change({ contactId: 4711 })).rejects.toMatchObject({ code: "not_found" });
    expect(await events()).toEqual([]);
  });

  it("let go of what waits for a digest when none is wanted any more, and only then", async () => {
    const { store, open, contactId, change, waiting, now } = await scene();
    const taskId = await open();
    await store.write((rows) =>
      recordDigestEntry(rows, { contactId, taskId, eventId: 1, messageId: null, recordedAt: now() }),
    );
    await change({ notify: "hourly" });
    await change({ notify: "each" });
    expect(await waiting()).toEqual({ count: 1 });
    await change({ notify: "none" });
    expect(await waiting()).toEqual({ count: 0 });
  });

  it("stop digests at one press, and leave whoever gets none as they are", async () => {
    const { store, contactId, change, events, now } = await scene();
    const stop = () => store.write((rows) => stopDigests(rows, now(), contactId));
    expect(await stop()).toEqual({ kind: "unchanged" });
    expect(await findPreferences(store.read, contactId)).toMatchObject({ notify: "each" });
    await change({ notify: "hourly" });
    expect([await stop(), await stop()]).toEqual([{ kind: "done" }, { kind: "unchanged" }]);
    expect(await findPreferences(store.read, contactId)).toMatchObject({ notify: "none" });
    expect(JSON.parse((await events()).at(-1)!.payload)).toMatchObject({ notify: "none", isByLink: true });
  });

  it("of whoever is erased are gone, and the links that changed them with them", async () => {
    const { store, open, contactId, change, waiting, now } = await scene();
    const taskId = await open();
    await change({ notify: "daily" });
    await store.write((rows) =>
      recordDigestEntry(rows, { contactId, taskId, eventId: 1, messageId: null, recordedAt: now() }),
    );
    await store.write((rows) =>
      eraseContact(rows, now(), { address: "ann@harbordental.example", withWords: false }),
    );
    expect(await findPreferences(store.read, contactId)).toBeUndefined();
    expect(await waiting()).toEqual({ count: 0 });
    const row = await store.read.first(
      "select link_version as version from contacts where id = ?",
      contactId,
    );
    expect(row).toEqual({ version: 1 });
  });
});
