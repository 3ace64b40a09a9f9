// Searching tasks, messages and people: what is found in which order, and that an index never lags behind what is written.
import { describe, expect, it } from "vitest";
import { readSearch, searchedLengthMax } from "../../src/domain/search.ts";
import { contentHash } from "../../src/store/blobs.ts";
import * as erasure from "../../src/store/erasure.ts";
import { recordMove } from "../../src/store/message-moves.ts";
import { recordAttachments, recordMessage, type NewMessage } from "../../src/store/messages.ts";
import { markWords } from "../../src/store/redaction.ts";
import { frequentHits } from "../../src/store/search-ways.ts";
import { searchPeople } from "../../src/store/search-people.ts";
import {
  searchHitsMax,
  searchMessages,
  searchPageSize,
  searchTasks,
  type SearchScope,
} from "../../src/store/search.ts";
import { markTitle } from "../../src/store/task-stages.ts";
import { recordTask } from "../../src/store/tasks.ts";
import { removeMessage } from "../../src/store/withdrawals.ts";
import { blockOf } from "../support/reply.ts";
import { openWorld } from "../support/world.ts";

const staff: SearchScope = { kind: "staff" };
const firstPage = { offset: 0, size: searchPageSize };
const at = (minute: number) => new Date(Date.UTC(2026, 2, 2) + minute * 60_000).toISOString();

async function scene() {
  const { store, world } = await openWorld();
  let minute = 0;
  const task = (title: string, clientId = world.clients.harbor) =>
    store.write(
      async (rows) =>
        (await recordTask(rows, { clientId, title, stage: "Triage", openedAt: at((minute += 1)) }))!,
    );
  const say = (taskId: number, kept: string, more: Partial<NewMessage> = {}) =>
    store.write(
      async (rows) =>
        (await recordMessage(rows, {
          taskId,
          author: world.people.ann,
          channel: "portal",
          isNote: false,
          isQuiet: false,
          isByLink: false,
          kept,
          blocks: null,
          method: null,
          confidence: null,
          internetMessageId: null,
          inboundEmailId: null,
          postedAt: at((minute += 1)),
          submissionKey: null,
          ...more,
        }))!,
    );
  const attach = (messageId: number, filename: string) =>
    store.write((rows) => {
      const bytes = Buffer.from(filename);
      const sha256 = contentHash(bytes);
      const upload = { filename, contentType: "text/plain", contentId: null, isInline: false, bytes, sha256 };
      return recordAttachments(rows, { messageId }, [upload]);
    });
  const of = (clientId: number): SearchScope => ({ kind: "contact", clientId });
  const messages = async (typed: string, scope = staff, part = firstPage) =>
    (await searchMessages(store.read, readSearch(typed), scope, part)).hits.map(({ id }) => id);
  const titles = async (typed: string, scope = staff) =>
    (await searchTasks(store.read, readSearch(typed), scope, firstPage)).hits.map(({ title }) => title);
  const names = async (typed: string, scope = staff) =>
    (await searchPeople(store.read, readSearch(typed), scope, firstPage)).hits.map(({ name }) => name);
  return { store, world, task, say, attach, of, messages, titles, names };
}

describe("tasks", () => {
  it("are found by words of their title in any case, without accents, by the beginning of the last", async () => {
    const { task, titles } = await scene();
    await task("Größere Übersicht für Zürich");
    await task("Die Straße");
    for (const typed of ["ubersicht", "ÜBERSICHT zürich", "zur", "grosse", "Zu\u0308rich"])
      expect([typed, await titles(typed)]).toEqual([typed, ["Größere Übersicht für Zürich"]]);
    for (const typed of ["strasse", "Straß", "STRASSE"])
      expect([typed, await titles(typed)]).toEqual([typed, ["Die Straße"]]);
    // Only the last word is a beginning.
    expect(await titles("uber zürich")).toEqual([]);
  });

  it("are found by their number first, then by what their title says", async () => {
    const { task, titles, of, world } = await scene();
    const id = await task("Logo");
    await task(`Version ${id} of the form`);
    for (const typed of [`#${id}`, String(id)])
      expect(await titles(typed)).toEqual(["Logo", `Version ${id} of the form`]);
    expect(await titles(`#${id}`, of(world.clients.lumen))).toEqual([]);
  });

  it("follow a new title at once", async () => {
    const { store, task, titles } = await scene();
    const id = await task("Old name");
    await store.write((rows) => markTitle(rows, id, "Fresh name"));
    expect([await titles("old"), await titles("fresh")]).toEqual([[], ["Fresh name"]]);
    const undone = store.write(async (rows) => {
      await markTitle(rows, id, "Never");
      throw new Error("rolled back");
    });
    await expect(undone).rejects.toThrow("rolled back");
    expect([await titles("never"), await titles("fresh")]).toEqual([[], ["Fresh name"]]);
  });
});

describe("messages", () => {
  it("are found by words and phrases, the best first and the newest among equals", async () => {
    const { task, say, messages } = await scene();
    const id = await task("T");
    const once = await say(id, `invoice ${"and many other words ".repeat(20)}`);
    const older = await say(id, "invoice for march");
    const newer = await say(id, "march for invoice");
    expect(await messages("invoice")).toEqual([newer, older, once]);
    expect(await messages('"invoice for"')).toEqual([older]);
    expect(await messages('"invoice march"')).toEqual([]);
    expect(await messages("invoice nothing")).toEqual([]);
  });

  it("are found by the names of their files, each once", async () => {
    const { task, say, attach, messages } = await scene();
    const message = await say(await task("T"), "See the budget.");
    await attach(message, "Budget_2026-03.xlsx");
    await attach(message, "other.pdf");
    for (const typed of ["budget", "2026", "xlsx", '"other.pdf"'])
      expect([typed, await messages(typed)]).toEqual([typed, [message]]);
  });

  it("of a contact are those that the pages of their client show, without notes", async () => {
    const { world, task, say, attach, of, messages } = await scene();
    const own = await task("Own");
    const said = await say(own, "needle");
    const note = await say(own, "needle", { isNote: true, author: world.people.priya });
    const quiet = await say(own, "needle", { isNote: true, isQuiet: true });
    const filed = await say(own, "x", { isNote: true, author: world.people.priya });
    await attach(filed, "needle.txt");
    const theirs = await say(await task("Theirs", world.clients.lumen), "needle");
    expect(new Set(await messages("needle"))).toEqual(new Set([said, note, quiet, filed, theirs]));
    expect(await messages("needle", of(world.clients.harbor))).toEqual([said]);
    expect(await messages("needle", of(world.clients.lumen))).toEqual([theirs]);
  });

  it("move with their task's client, without the lines of another one that they answer", async () => {
    const { store, world, task, say, of, messages } = await scene();
    const [from, to] = [await task("From"), await task("To", world.clients.lumen)];
    const author = world.people.priya;
    const blocks = [blockOf("context", "> harborsecret"), blockOf("kept", "answer")];
    const answered = await say(from, "> harborsecret\nanswer", { author, blocks });
    const plain = await say(from, "answer", { author, blocks: [blockOf("kept", "answer")] });
    await store.write(async (rows) => {
      for (const messageId of [answered, plain]) {
        const staffId = author.id;
        await recordMove(rows, {
          messageId,
          fromTaskId: from,
          toTaskId: to,
          isNewTask: false,
          staffId,
          movedAt: at(99),
        });
      }
    });
    expect(await messages("answer", of(world.clients.harbor))).toEqual([]);
    expect(await messages("answer", of(world.clients.lumen))).toEqual([plain]);
    expect(await messages("harborsecret", of(world.clients.lumen))).toEqual([]);
    expect(await messages("harborsecret")).toEqual([answered]);
  });

  it("are found no more by words that were taken out, and not at all when they are gone", async () => {
    const { store, task, say, attach, messages } = await scene();
    const taskId = await task("T");
    const id = await say(taskId, "My number is 5551234");
    await store.write((rows) => markWords(rows, { id, kept: "My number is [taken out]", blocks: null }));
    expect([await messages("5551234"), await messages("number")]).toEqual([[], [id]]);
    await store.write((rows) => erasure.eraseMessage(rows, id, "(erased)"));
    expect([await messages("number"), await messages("erased")]).toEqual([[], [id]]);
    await attach(id, "passport.jpg");
    expect(await messages("passport")).toEqual([id]);
    await store.write((rows) => erasure.eraseFilesOfMessage(rows, id));
    expect(await messages("passport")).toEqual([]);
    await store.write((rows) => removeMessage(rows, { id, taskId, inboundEmailId: 0 }));
    expect(await messages("erased")).toEqual([]);
  });

  it("are posted whatever their length and letters, and found by what comes first", async () => {
    const { store, task, say, messages } = await scene();
    const id = await task("T");
    const words = Array.from(
      { length: 60_000 },
      (_, index) => `${String.fromCodePoint(0x4e00 + (index % 20_000))}${index}`,
    );
    for (const text of [
      words.join(" "),
      "ß".repeat(150_000),
      "ß ".repeat(80_000),
      "\ufdfa ".repeat(90_000),
      "a\u0301".repeat(90_000),
      "\u0000\ud800 '\"()*:&|!<-> \\",
      "😀 שלום 한국어 हिन्दी",
      "x".repeat(3_000_000),
    ])
      await say(id, text);
    const long = await say(id, `early ${"y ".repeat(searchedLengthMax / 2)} late`);
    expect([await messages("early"), await messages("late")]).toEqual([[long], []]);
    for (const typed of ["שלום", "한국어", "हिन्दी"])
      expect([typed, (await messages(typed)).length]).toEqual([typed, 1]);
    if (store.read.engine === "sqlite")
      expect(await store.read.all("pragma integrity_check")).toEqual([{ integrity_check: "ok" }]);
  });

  it("come in pages, and of very many only the newest, which is said", async () => {
    const { store, task, say, messages } = await scene();
    const id = await task("T");
    const first = await say(id, "needle");
    for (let index = 0; index < searchPageSize; index += 1) await say(id, "needle");
    const all = [
      ...(await messages("needle")),
      ...(await messages("needle", staff, { offset: searchPageSize, size: searchPageSize })),
    ];
    expect([all.length, new Set(all).size, all.at(-1)]).toEqual([
      searchPageSize + 1,
      searchPageSize + 1,
      first,
    ]);
    await Promise.all(Array.from({ length: searchHitsMax }, () => say(id, "needle")));
    const found = await searchMessages(store.read, readSearch("needle"), staff, firstPage);
    expect([found.count, found.isMore]).toEqual([searchHitsMax, true]);
  }, 60_000);
});

describe("people", () => {
  it("are found by name, address and client; contacts find those of their own client", async () => {
    const { world, names, of } = await scene();
    expect(await names("weber")).toEqual(["Ann Weber"]);
    expect(await names("lumen dan")).toEqual(["Dana Ruiz"]);
    expect(await names("kenji@lumenrobotics.example")).toEqual(["Kenji Mori"]);
    expect(await names("northbeam")).toEqual(["Priya Nair", "Tom Becker"]);
    expect(await names("harbor", of(world.clients.harbor))).toEqual(["Ann Weber", "Lee Okafor"]);
    expect(await names("dana", of(world.clients.harbor))).toEqual([]);
    expect(await names("priya", of(world.clients.harbor))).toEqual([]);
  });

  it("who are erased are gone", async () => {
    const { store, world, names } = await scene();
    const { id } = world.people.ann;
    await store.write((rows) => erasure.markContactErased(rows, id, "Erased person", at(1)));
    for (const typed of ["weber", "ann@harbordental.example", "erased"])
      expect(await names(typed)).toEqual([]);
  });
});

it("a word is looked up in the index among thousands of messages", async () => {
  const { store, world, task, say, messages, of } = await scene();
  const id = await task("T");
  await store.write((rows) =>
    rows.run(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000)
       insert into messages (task_id, author_staff_id, channel, kept, posted_at)
       select ?, ?, ?, ? || i, ? from n`,
      id,
      1,
      "portal",
      "common words and number ",
      at(0),
    ),
  );
  const rare = await say(id, "needle");
  if (store.read.engine === "postgres") await store.read.all("analyze messages");
  const steps: string[] = [];
  const noting: typeof store.read = {
    ...store.read,
    all: async (sql, ...values) => {
      steps.push(JSON.stringify(await store.read.all(`${explain[store.read.engine]} ${sql}`, ...values)));
      return store.read.all(sql, ...values);
    },
  };
  const found = await searchMessages(noting, readSearch("needle"), staff, firstPage);
  expect(found.hits.map((hit) => hit.id)).toEqual([rare]);
  expect(steps[0]).toMatch(/SCAN search_messages VIRTUAL TABLE|Bitmap Index Scan on messages_search_words/u);
  expect(steps[0]).not.toMatch(/SCAN m\b|Seq Scan on messages/u);
  expect(await messages("common")).toHaveLength(searchPageSize);
  // A word of very many messages is found newest first, and by a contact among what is their client's.
  const newest = await store.read.first<{ id: number }>(
    "select max(id) as id from messages where kept like 'common%'",
  );
  const theirs = await messages("common", of(world.clients.harbor));
  expect([theirs.length, theirs[0]]).toEqual([searchPageSize, newest!.id]);
  expect(await messages("common", of(world.clients.lumen))).toEqual([]);
  expect(frequentHits).toBeLessThan(5_000);
}, 60_000);

const explain = { sqlite: "explain query plan", postgres: "explain" };

it("any text may be searched for", async () => {
  const { world, task, say, messages, titles, names, of } = await scene();
  await say(await task("T"), "words");
  const hostile = [
    '"',
    '""',
    '"\'"',
    "'",
    "*",
    "a*",
    "NEAR(",
    "a NEAR/2 b",
    "AND",
    "OR NOT",
    "(",
    ")",
    "^a",
    "a:b",
    "{a b}:c",
    "-a",
    "+",
    "\\",
    "a & b | !c <-> d:*",
    "'a':*",
    "%_",
    "?",
    "$1",
    "\u0000",
    "a\u0000b",
    "\ud800",
    "🎉",
    "請求書",
    "\u202eאבג",
    "שלום עולם",
    "𝒜𝓁",
    "Ⅷ",
    "ﬁ",
    "x".repeat(10_000),
    "a ".repeat(10_000),
    '"'.repeat(10_000),
    "é".repeat(10_000),
    "हिन्दी ก็",
    "",
    "  ",
  ];
  for (const typed of hostile)
    for (const scope of [staff, of(world.clients.harbor)])
      for (const find of [messages, titles, names])
        expect(await find(typed, scope), typed).toBeInstanceOf(Array);
  expect(await messages("")).toEqual([]);
  expect(await messages("🎉")).toEqual([]);
});
