// The button of mail programs (RFC 8058): one POST without a cookie or a token of ours, and a page for whoever follows its link.
import { describe, expect, it } from "vitest";
import { changePreferences } from "../../src/actions/change-preferences.ts";
import { eraseContact } from "../../src/actions/erase-contact.ts";
import { timestamp } from "../../src/domain/clock.ts";
import { announce } from "../../src/outbox/announce.ts";
import { fillIn } from "../../src/outbox/fill-in.ts";
import { fingerprintTables } from "../../src/store/fingerprint.ts";
import { listOutboundEmailsTo } from "../../src/store/outbound-emails.ts";
import { markOutboundSent } from "../../src/store/outbound-sending.ts";
import { findPreferences } from "../../src/store/preferences.ts";
import { findParticipantOf } from "../../src/store/participants.ts";
import { unsubscribeToken } from "../../src/threading/unsubscribe-token.ts";
import { formWith, keys, openApp, outboxOf } from "./app.ts";

const oneClick = { "List-Unsubscribe": "One-Click" };

async function scene() {
  const app = await openApp();
  const { clients, people } = app.world;
  const taskId = await app.taskWith({ clientId: clients.harbor, author: people.priya, title: "A <form>" });
  const outbox = outboxOf(app.portal);
  await announce(outbox);
  await app.store.write(async (rows) => {
    const found = await rows.all<{ id: number }>("select id from outbound_emails");
    for (const { id } of found) await markOutboundSent(rows, id, null, timestamp(app.time.now));
  });
  const linkIn = async (address: string) => {
    const [row] = await listOutboundEmailsTo(app.store.read, address, 1);
    const { text } = await fillIn(outbox, row!);
    return new URL(/^Mute this task: (\S+)$/mu.exec(text)![1]!).pathname;
  };
  const digestLink = (version = 0) =>
    `/unsubscribe/${unsubscribeToken(keys, { kind: "digests", contactId: people.ann.id, version })}`;
  const choose = (notify: string) =>
    app.store.write((rows) =>
      changePreferences(rows, timestamp(app.time.now), {
        contactId: people.ann.id,
        notify,
        locale: "en",
        timeZone: "Europe/Berlin",
      }),
    );
  const mutedAt = async (person = people.ann) =>
    (await findParticipantOf(app.store.read, taskId, person))!.mutedAt;
  return { app, taskId, people, linkIn, digestLink, choose, mutedAt };
}

describe("the link below an email about a task", () => {
  it("mutes that task at one POST by any program, as urlencoded or multipart, and twice is once", async () => {
    const { app, linkIn, mutedAt, taskId } = await scene();
    const path = await linkIn("ann@harbordental.example");
    const page = await app.browser().postBare(path, oneClick);
    // A redirect is not followed by all programs.
    expect([page.status, page.location]).toEqual([200, null]);
    expect(page.text).toContain("This task is muted");
    expect(page.text).toContain("A &lt;form&gt;");
    expect(await mutedAt()).not.toBeNull();
    expect((await app.browser().postBare(path, formWith(oneClick))).status).toBe(200);
    const events = await app.store.read.all<{ taskId: number; payload: string }>(
      `select task_id as "taskId", payload from events where type = 'participant.muted'`,
    );
    expect(events.map(({ payload, ...event }) => ({ ...event, ...(JSON.parse(payload) as object) }))).toEqual(
      [{ taskId, participantId: expect.any(Number) as number, isByLink: true }],
    );
  });

  it("mutes it for staff, too, and tells them where to take it back", async () => {
    const { app, linkIn, mutedAt, people, taskId } = await scene();
    const page = await app.browser().postBare(await linkIn("tom@northbeam.example"), oneClick);
    expect(page.text).toContain(`href="/tasks/${taskId}"`);
    expect(await mutedAt(people.tom)).not.toBeNull();
    expect(await mutedAt()).toBeNull();
  });

  it("shows a page with a button to whoever follows it, and changes nothing by that or by an empty POST", async () => {
    const { app, linkIn, mutedAt } = await scene();
    const path = await linkIn("ann@harbordental.example");
    const before = await fingerprintTables(app.store.read);
    const browser = app.browser();
    expect((await browser.head(path)).status).toBe(200);
    const page = await browser.get(path);
    expect(page.text).toContain("Mute this task?");
    for (const fields of [{}, { "List-Unsubscribe": "Two-Clicks" }, { "form-token": "x" }]) {
      const refused = await browser.postBare(path, fields);
      expect([refused.status, refused.text.includes("Mute this task?")]).toEqual([422, true]);
    }
    expect(await fingerprintTables(app.store.read)).toEqual(before);
    const form = Object.fromEntries(
      [...page.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]+)">/gu)].map(
        ([, name, value]) => [name!, value!],
      ),
    );
    expect((await browser.postBare(path, form)).status).toBe(200);
    expect(await mutedAt()).not.toBeNull();
    expect((await browser.get(path)).text).toContain("This task is muted");
  });

  it("opens nothing else: not the task, no page of its reader", async () => {
    const { app, linkIn, taskId } = await scene();
    const browser = app.browser();
    const path = await linkIn("ann@harbordental.example");
    await browser.postBare(path, oneClick);
    expect((await browser.get(`/tasks/${taskId}`)).status).toBe(404);
    expect((await browser.get("/preferences")).status).toBe(303);
    expect((await browser.get(path.replace("/unsubscribe/", "/t/"))).status).toBe(404);
    expect((await browser.get(path.replace("/unsubscribe/", "/sign-in/"))).status).toBe(410);
  });

  it("is nobody's once its reader was erased, or when it is made up; many made-up ones are refused", async () => {
    const { app, linkIn, digestLink } = await scene();
    const path = await linkIn("ann@harbordental.example");
    await app.store.write((rows) =>
      eraseContact(rows, timestamp(app.time.now), { address: "ann@harbordental.example", withWords: false }),
    );
    const made = path.replace(/.$/u, (last) => (last === "a" ? "b" : "a"));
    for (const dead of [path, digestLink(), digestLink(1), made, "/unsubscribe/x"]) {
      expect([dead, (await app.browser().get(dead)).status]).toEqual([dead, 404]);
      expect([dead, (await app.browser().postBare(dead, oneClick)).status]).toEqual([dead, 404]);
    }
    const statuses = new Set<number>();
    for (let count = 0; count < 120; count++)
      statuses.add((await app.browser().get("/unsubscribe/x")).status);
    expect(statuses).toEqual(new Set([404, 429]));
  });
});

describe("the button of a digest", () => {
  it("stops digests, says what still comes, and leaves whoever gets none as they are", async () => {
    const { app, digestLink, choose, people } = await scene();
    const notify = async () => (await findPreferences(app.store.read, people.ann.id))!.notify;
    const browser = app.browser();
    await choose("daily");
    expect((await browser.get(digestLink())).text).toContain("Stop the digests?");
    expect(await notify()).toBe("daily");
    const page = await browser.postBare(digestLink(), oneClick);
    expect(page.text).toContain("You get no digests");
    expect(page.text).toContain("finished work that you may approve");
    expect(await notify()).toBe("none");
    await choose("each");
    expect((await browser.postBare(digestLink(), oneClick)).status).toBe(200);
    expect(await notify()).toBe("each");
    expect((await browser.postBare(digestLink(1), oneClick)).status).toBe(404);
  });
});
