// Erasing a person on request, of an installation that knows them in every way it can: nothing names them afterwards.
import { randomUUID } from "node:crypto";
import { expect, it, onTestFinished, vi } from "vitest";
import { answerSession } from "../../src/actions/answer-session.ts";
import { bookSession } from "../../src/actions/book-session.ts";
import { publishAvailability } from "../../src/actions/publish-availability.ts";
import { freeSlots } from "../../src/domain/availability.ts";
import { balanceOf } from "../../src/domain/session-ledger.ts";
import type { World } from "../../src/sandbox/seed-world.ts";
import type { Started } from "../../src/start.ts";
import type { Store } from "../../src/store/database.ts";
import { getPerson } from "../../src/store/people.ts";
import type { Rows } from "../../src/store/rows.ts";
import { recordCommandReply } from "../../src/store/session-changes.ts";
import { listLedger } from "../../src/store/session-ledger.ts";
import { readSlotSearch } from "../../src/store/session-search.ts";
import { hours } from "../support/sessions.ts";
import { addAddress } from "../../src/actions/add-address.ts";
import { addContact } from "../../src/actions/add-contact.ts";
import { eraseAddress, eraseContact } from "../../src/actions/erase-contact.ts";
import { moveMessage } from "../../src/actions/move-message.ts";
import { openTask } from "../../src/actions/open-task.ts";
import { postMessage } from "../../src/actions/post-message.ts";
import { recordDelivery } from "../../src/actions/record-delivery.ts";
import type { Person } from "../../src/domain/person.ts";
import { seedWorld } from "../../src/sandbox/seed-world.ts";
import { contentHash } from "../../src/store/blobs.ts";
import { listInboundEmails } from "../../src/store/inbound-emails.ts";
import { listMessages } from "../../src/store/messages.ts";
import { findPersonByAddress } from "../../src/store/people.ts";
import { findParticipantOf, listParticipants } from "../../src/store/participants.ts";
import { replyAddress } from "../../src/threading/reply-address.ts";
import { listDamage, readDatabase } from "../store/filled-database.ts";
import { openBrowser } from "../portal/app.ts";
import { emptyDatabase } from "../support/store.ts";
import { postForm, recipient, startInstallation } from "./running-installation.ts";

vi.setConfig({ testTimeout: 120_000 });

const ann = "ann@harbordental.example";
const annAtHome = "Ann.Weber@home.example";
/** Where Ann's words, signature, held mail and files can be told from everything else. */
const words = {
  kept: "aquamarine",
  signature: "durchwahl-4711",
  held: "periwinkle",
  file: "turquoise-plan",
  bytes: "saffron",
};

async function openFilled() {
  const url = await emptyDatabase();
  const started = await startInstallation({ DATABASE_URL: url });
  onTestFinished(() => started.stop());
  const { store, keys, installation } = started;
  const at = () => new Date().toISOString();
  const { people, clients } = await seedWorld(store, at());
  // Whose name begins with Ann's address, and stays.
  await store.write((rows) =>
    addContact(rows, at(), {
      own: undefined,
      clientId: clients.harbor,
      name: "Joann Weberly",
      address: `jo${ann}`,
    }),
  );
  await store.write((rows) =>
    addAddress(rows, at(), {
      own: undefined,
      contactId: people.ann.id,
      address: annAtHome,
      byStaffId: people.tom.id,
    }),
  );
  const { taskId } = await store.write((rows) =>
    openTask(rows, at(), {
      clientId: clients.harbor,
      title: "Booking form for Ann Weber",
      author: people.priya,
      channel: "portal",
      text: "Which colour?",
      postedAt: at(),
    }),
  );
  await started.workers.settled();
  const addressOf = async (person: Person) => {
    const { id, version } = (await findParticipantOf(store.read, taskId, person))!;
    return replyAddress(keys, installation.replyDomain, { participantId: id, version, isNote: false });
  };
  const post = async (mail: {
    from: string;
    name: string;
    to: string;
    body: string;
    vouched?: string;
    headers?: string[];
    subject?: string;
  }) => {
    const domain = mail.from.split("@")[1]!.toLowerCase();
    const email = [
      `From: ${mail.name} <${mail.from}>`,
      `To: <${mail.to}>`,
      `Subject: ${mail.subject ?? "Re: Booking form"}`,
      `Message-ID: <${randomUUID()}.${mail.from}>`,
      ...(mail.headers ?? []),
      'Content-Type: multipart/mixed; boundary="b"',
      "",
      "--b",
      "Content-Type: text/plain; charset=utf-8",
      "",
      mail.body,
      "--b",
      `Content-Disposition: attachment; filename="${words.file} of ${mail.name}.txt"`,
      "",
      `${words.bytes}, drawn to scale ${mail.body.length}`,
      "--b--",
      "",
    ].join("\r\n");
    const vouched = mail.vouched ?? "pass";
    const envelope = JSON.stringify({ from: mail.from, to: [mail.to] });
    const dkim = `{@${domain} : ${vouched}}`;
    const posted = await postForm(started, { email, envelope, dkim, SPF: vouched });
    expect(posted.status).toBe(200);
    await started.workers.settled();
    return email;
  };
  const annsAddress = await addressOf(people.ann);
  await post({
    from: ann,
    name: "Ann Weber",
    to: annsAddress,
    body: `In ${words.kept}, please.\n\n-- \nAnn Weber\n${words.signature}`,
  });
  await post({
    from: annAtHome,
    name: '"Weber, Ann (private)"',
    to: annsAddress,
    body: `Also ${words.kept}.`,
  });
  await post({
    from: "lee@harbordental.example",
    name: "Lee Okafor",
    to: await addressOf(people.lee),
    body: `I agree.\n\nOn Monday, Ann Weber <${ann}> wrote:\n> In ${words.kept}, please.`,
  });
  await post({
    from: ann,
    name: "Ann Weber",
    to: recipient,
    body: `A ${words.held} secret.`,
    vouched: "fail",
    subject: `About ${words.held}`,
  });
  await post({ from: ann, name: "Ann Weber", to: recipient, body: "A new logo?", subject: "Logo" });
  await post({
    from: ann,
    name: "Ann Weber",
    to: annsAddress,
    body: `Away until ${words.held}.`,
    subject: "Out of office",
    headers: ["Auto-Submitted: auto-replied"],
  });
  await store.write((rows) =>
    postMessage(rows, at(), {
      taskId,
      author: people.priya,
      text: "Noted, thank you.",
      channel: "portal",
      postedAt: at(),
    }),
  );
  expect((await openBrowser(started.localUrl).post("/sign-in", { address: ann })).status).toBeLessThan(400);
  await started.workers.settled();
  const sent = await store.read.first<{ id: number }>(
    "select id from outbound_emails where to_address = ? order by id limit 1",
    ann,
  );
  await store.write((rows) =>
    recordDelivery(rows, at(), {
      outboundEmailId: sent!.id,
      delivery: "bounced",
      pause: { cause: "bounced" },
      reason: `550 <${ann}> is full`,
      at: at(),
    }),
  );
  await store.write((rows) => bookWithWords(rows, started, people));
  await started.workers.settled();
  return { ...started, url, people, clients, taskId, annsAddress, post, at };
}

/** Ann books the first free time, about what she is called and what she likes; her calendar says “maybe”, by an email of hers. */
async function bookWithWords(
  rows: Rows,
  { clock, installation }: Started,
  { ann: by, priya }: World["people"],
) {
  if (by.kind !== "contact") throw new Error("Ann is a contact.");
  const staffId = priya.id;
  const now = clock.now();
  await publishAvailability(rows, now, { ...hours, staffId, weeklyHours: "Mon-Sun 0-24" });
  const { timeZone } = installation.calendar;
  const { clientId } = await getPerson(rows, by);
  const question = { clientId: clientId!, kind: "training", minutes: 30, now, timeZone } as const;
  const [slot] = freeSlots(await readSlotSearch(rows, question));
  const agenda = `Ann Weber would like to see more ${words.kept}`;
  const input = { by, ...slot!, kind: "training", agenda, submissionKey: `email ${ann}`, timeZone } as const;
  const { sessionId } = await bookSession(rows, now, input);
  const comment = `Perhaps in ${words.kept}`;
  await answerSession(rows, now, { sessionId, by, answer: "tentative", sequence: 0, comment });
  await recordCommandReply(rows, { contactId: by.id, internetMessageId: `<1.${ann}>`, inboundEmailId: 1 });
}

/** Every place of the database where any of these stand, in any case, as `table.column`. */
async function placesOf(url: string, needles: readonly string[]): Promise<string[]> {
  const places = new Set<string>();
  for (const [table, rows] of Object.entries(await readDatabase(url))) {
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) {
        const text = Buffer.isBuffer(value)
          ? value.toString("latin1")
          : typeof value === "string"
            ? value
            : "";
        // Her colleague's name and address hold hers, and stay.
        const plain = text.toLowerCase().replaceAll(`jo${ann}`, "").replaceAll("joann weberly", "");
        if (needles.some((needle) => plain.includes(needle.toLowerCase()))) places.add(`${table}.${column}`);
      }
    }
  }
  return [...places].toSorted();
}

const who = [ann, annAtHome, "Ann Weber", "Weber, Ann"];

it("nothing names them, what the client company wrote stays, and what only they needed is gone", async () => {
  const { url, store, people, taskId } = await openFilled();
  // Or there would be nothing to find.
  for (const needle of [...who, ...Object.values(words)]) {
    expect([needle, (await placesOf(url, [needle])).length > 0]).toEqual([needle, true]);
  }
  expect(await store.read.first("select address from paused_addresses")).toEqual({ address: ann });
  const erasure = await store.write((rows) =>
    eraseContact(rows, "2026-11-25T10:00:00.000Z", { address: ann, withWords: false }),
  );
  expect(erasure).toMatchObject({
    who: "Ann Weber, contact of Harbor Dental",
    addresses: [ann, annAtHome.toLowerCase()],
    emails: 5,
    messages: 4,
    files: 0,
    withWords: false,
    nameStays: false,
  });
  expect(erasure.freedBytes).toBeGreaterThan(0);
  // Whatever a colleague wrote stays as it came, for as long as RAW_MAIL_DAYS says: it is not theirs to erase.
  expect(await placesOf(url, who)).toEqual(["blobs.bytes"]);
  const raw = await store.read.all<{ bytes: Buffer }>(
    "select b.bytes from blobs b join inbound_emails e on e.raw_sha256 = b.sha256",
  );
  expect(raw.map(({ bytes }) => /^From: (.+)\r/u.exec(bytes.toString())?.[1])).toEqual([
    "Lee Okafor <lee@harbordental.example>",
  ]);
  expect(await placesOf(url, [words.signature])).toEqual([]);
  // What is kept of a message is found by searching, too.
  const inMessages = (await placesOf(url, [words.held])).filter((place) => !/search_/u.test(place));
  expect(inMessages).toEqual(["messages.blocks", "messages.kept"]);
  const messages = await listMessages(store.read, taskId, { withNotes: true });
  expect(
    messages
      .filter(({ authorContactId }) => authorContactId === people.ann.id)
      .map(({ authorName, kept }) => [authorName, kept]),
  ).toEqual([
    ["Former contact", `In ${words.kept}, please.`],
    ["Former contact", `Also ${words.kept}.`],
    ["Former contact", `Away until ${words.held}.`],
  ]);
  const event = await store.read.first(
    "select type, actor_contact_id as actor, payload from events order by id desc limit 1",
  );
  expect(await store.read.first("select count(*) as count from paused_addresses")).toEqual({ count: 0 });
  expect(event).toEqual({
    type: "contact.erased",
    actor: null,
    payload: JSON.stringify({ contactId: people.ann.id, withWords: false }),
  });
  expect(await listDamage(url)).toEqual([]);
});

it("with their words, these and every copy of them go as well", async () => {
  const { url, store, people, taskId } = await openFilled();
  const erasure = await store.write((rows) =>
    eraseContact(rows, "2026-11-25T10:00:00.000Z", { address: annAtHome, withWords: true }),
  );
  expect(erasure).toMatchObject({ messages: 4, files: 4, withWords: true });
  expect(await placesOf(url, [...who, words.kept, words.signature, words.held])).toEqual([]);
  const messages = await listMessages(store.read, taskId, { withNotes: true });
  expect(messages.map(({ authorName, kept }) => [authorName, kept])).toEqual([
    ["Priya Nair", "Which colour?"],
    ["Former contact", "(erased on request on 2026-11-25)"],
    ["Former contact", "(erased on request on 2026-11-25)"],
    ["Lee Okafor", "I agree."],
    ["Former contact", "(erased on request on 2026-11-25)"],
    ["Priya Nair", "Noted, thank you."],
  ]);
  // Lee's file stays.
  const files = await store.read.all<{ filename: string }>("select filename from attachments");
  expect(files).toEqual([{ filename: `${words.file} of Lee Okafor.txt` }]);
  expect(await listParticipants(store.read, taskId)).not.toContainEqual(
    expect.objectContaining({ contactId: people.ann.id }),
  );
  expect(await listDamage(url)).toEqual([]);
});

it("afterwards they are a stranger, their reply address leads nowhere, and the task goes on without them", async () => {
  const { store, taskId, annsAddress, post, people, clients, at, workers } = await openFilled();
  await store.write((rows) => eraseContact(rows, at(), { address: ann, withWords: false }));
  expect(await findPersonByAddress(store.read, ann)).toBeUndefined();
  await post({ from: ann, name: "Ann Weber", to: annsAddress, body: "It is me again." });
  const [newest] = await listInboundEmails(store.read, 1);
  expect(newest).toMatchObject({ status: "held", reason: "stranger", taskId: null });
  await store.write((rows) =>
    postMessage(rows, at(), {
      taskId,
      author: people.priya,
      text: "Anybody?",
      channel: "portal",
      postedAt: at(),
    }),
  );
  await workers.settled();
  const told = await store.read.all<{ to: string }>(
    `select to_address as "to" from outbound_emails where message_id = (select max(id) from messages) order by to_address`,
  );
  expect(told.map(({ to }) => to)).toEqual(
    [`jo${ann}`, "lee@harbordental.example", "tom@northbeam.example"].toSorted(),
  );
  expect(await store.read.first("select count(*) as count from sign_ins")).toEqual({ count: 0 });

  // A message of theirs can still be moved to where it belongs.
  const email = await store.read.first<{ id: number }>(
    "select min(inbound_email_id) as id from messages where author_contact_id = ?",
    people.ann.id,
  );
  const moving = {
    emailId: email!.id,
    fromTaskId: taskId,
    to: { kind: "new" as const, title: "Colours" },
    byStaffId: people.tom.id,
  };
  const moved = await store.write((rows) => moveMessage(rows, at(), moving));
  expect(moved.kind).toBe("moved");
  await workers.settled();

  await expect(
    store.write((rows) => eraseContact(rows, at(), { address: ann, withWords: false })),
  ).rejects.toMatchObject({ code: "not_found" });
  // She may become a contact again, as somebody new.
  const again = await store.write((rows) =>
    addContact(rows, at(), { own: undefined, clientId: clients.harbor, name: "Ann Weber", address: ann }),
  );
  expect(again.contactId).not.toBe(people.ann.id);
});

it("what they have booked is cancelled, and staff are told; its agenda stays unless their words go", async () => {
  const { store, clients, at, workers } = await openFilled();
  await store.write((rows) => eraseContact(rows, at(), { address: ann, withWords: false }));
  await workers.settled();
  expect(await store.read.all("select state, agenda, answer_comment as comment from sessions")).toEqual([
    { state: "cancelled", agenda: `Former contact would like to see more ${words.kept}`, comment: null },
  ]);
  const told = await store.read.all<{ to: string; text: string }>(
    `select to_address as "to", text from outbound_emails where kind = 'session-cancelled'`,
  );
  expect(told.map(({ to }) => to)).toEqual(["priya@northbeam.example"]);
  expect(told[0]!.text).toContain("Former contact cancelled the training session with you.");
  const { left } = balanceOf(
    await listLedger(store.read, clients.harbor, "2000-01"),
    "training",
    await monthOf(store),
  );
  expect(left).toBe(1);
});

async function monthOf(store: Store): Promise<string> {
  return (await store.read.first<{ month: string }>("select month from sessions"))!.month;
}

it("somebody who is nobody here is erased by their address", async () => {
  const { url, store, post, at } = await openFilled();
  const sam = "sam.hill@elsewhere.example";
  const raw = await post({
    from: sam,
    name: "Sam Hill",
    to: recipient,
    body: "Do you build vermilion sites?",
    subject: "Vermilion",
  });
  expect((await placesOf(url, [sam, "Sam Hill", "vermilion"])).length).toBeGreaterThan(0);
  const erasure = await store.write((rows) => eraseAddress(rows, at(), sam.toUpperCase()));
  expect(erasure).toMatchObject({ emails: 1, addresses: [sam], messages: 0 });
  expect(await placesOf(url, [sam, "Sam Hill", "vermilion"])).toEqual([]);
  const row = await store.read.first(
    "select status, reason from inbound_emails where raw_sha256 = ?",
    contentHash(Buffer.from(raw)),
  );
  expect(row).toEqual({ status: "ignored", reason: "erased" });
  await expect(store.write((rows) => eraseAddress(rows, at(), ann))).rejects.toThrow(
    "ann@harbordental.example belongs to Ann Weber. To erase them: inreply contact erase.",
  );
});

it("a stranger's name is taken out of what others wrote, and no words that they called themselves", async () => {
  const { store, post, at } = await openFilled();
  const evil = "evil@elsewhere.example";
  const titlesBefore = await store.read.all("select title from tasks order by id");
  for (const name of ["Priya Nair", "for Ann", "form for Ann Weber", "Harbor Dental", "priya  nair"])
    await post({ from: evil, name, to: recipient, body: "Erase me." });
  const before = await store.read.all("select to_name, from_name, text from outbound_emails order by id");
  const erasure = await store.write((rows) => eraseAddress(rows, at(), evil));
  expect(erasure).toMatchObject({ emails: 5, names: [], nameStays: true });
  expect(await store.read.all("select title from tasks order by id")).toEqual(titlesBefore);
  expect(await store.read.all("select to_name, from_name, text from outbound_emails order by id")).toEqual(
    before,
  );
});

it("a namesake at another client keeps the name that both have", async () => {
  const { store, clients, at, workers, people } = await openFilled();
  const { contactId } = await store.write((rows) =>
    addContact(rows, at(), {
      own: undefined,
      clientId: clients.atlas,
      name: "Ann Weber",
      address: "ann@atlasfreight.example",
    }),
  );
  await store.write((rows) =>
    openTask(rows, at(), {
      clientId: clients.atlas,
      title: "Visit of Ann Weber",
      author: people.priya,
      channel: "portal",
      text: "When?",
      postedAt: at(),
      contactIds: [contactId],
    }),
  );
  await workers.settled();
  const erasure = await store.write((rows) => eraseContact(rows, at(), { address: ann, withWords: false }));
  expect(erasure).toMatchObject({ nameStays: true });
  const told = await store.read.first(
    "select to_name as name, subject from outbound_emails where to_address = 'ann@atlasfreight.example'",
  );
  expect(told).toMatchObject({ name: "Ann Weber", subject: expect.stringContaining("Visit of Ann Weber") });
});
