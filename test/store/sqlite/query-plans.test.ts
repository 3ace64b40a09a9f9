// Every statement of the store looks its rows up by an index, and its text holds no value.
import { beforeAll, describe, expect, it } from "vitest";
import { openStore, type Store } from "../../../src/store/database.ts";
import { migrationNames } from "../../../src/store/migrations.ts";
import { cachedStatementsMax } from "../../../src/store/sqlite.ts";
import { emptyDatabase } from "../../support/store.ts";
import { fillDatabase } from "../filled-database.ts";
import { calls, runEverything, storeModules, type RunStatement } from "./every-statement.ts";

/** Functions that read a whole small table, or walk one by its key and stop after a page, each with its reason. */
const wholeTables: Record<string, string> = {
  findPlanByName: "a handful of plans, by any case of their name; for the command line",
  lockPlanByName: "a handful of plans, by any case of their name; for the command line",
  listPlans: "a handful of plans",
  findClientByName: "by any case of the name; for the command line",
  listClients: "all clients, for choosing one",
  listAllContacts: "all contacts, for choosing one on the held desk",
  listStaff: "all staff, a few people",
  listSummaryReaders: "all staff, a few people",
  listIntakeFaults: "one row a route and reason",
  fingerprintTables: "everything a sandbox holds, for the proof that nothing changed",
  listInboundEmails: "walks the key backwards and stops after a page",
  eraseEmailsTo: "on request, for the command line",
  eraseSignIns: "on request, for the command line",
  eraseSubmissionKeys: "on request, for the command line",
  listErasableEmails: "on request, for the command line",
  listErasableForwards: "on request, for the command line",
  listErasableMessages: "on request, for the command line",
  listMentions: "on request, for the command line; a name may stand anywhere",
  listNames: "on request, for the command line; all who are called something",
  listAvailability: "all staff who can be booked, a few people",
  readSlotSearch: "all staff who can be booked, a few people",
  listMailboxes: "all that are connected, a handful",
  listProbeTimes: "walks the key backwards and stops after some",
  listStartable: "all clients, with two looks at the tasks of each",
  listTasks: "walks the index on the time backwards and stops after a page",
};

let store: Store;
let ran: RunStatement[];
/** Of these, the statements of the first two turns, since some functions have one text for contacts and one for staff. */
let ranFirst: RunStatement[];

beforeAll(async () => {
  const url = await emptyDatabase();
  await fillDatabase(url, migrationNames());
  store = await openStore(url);
  await store.write(async (rows) => {
    ranFirst = await runEverything(rows, [0, 1]);
    ran = [...ranFirst, ...(await runEverything(rows, [2, 3]))];
  });
  return () => store.close();
});

describe("the statements", () => {
  it("are those of every function of the store that takes rows", () => {
    const names = Object.values(storeModules).flatMap((module) =>
      Object.entries(module).flatMap(([name, value]) => (typeof value === "function" ? [name] : [])),
    );
    const pure = [
      "contentHash",
      "isKeptAs",
      "shownAddress",
      "toBlocks",
      "toStaffAvailability",
      "toOutboundEmail",
      "watchByLooking",
    ];
    expect(Object.keys(calls(0)).toSorted()).toEqual(names.filter((name) => !pure.includes(name)).toSorted());
    expect(new Set(ran.map(({ by }) => by)).size).toBe(names.length - pure.length);
  });

  it("are the same texts whatever the values, far fewer than are kept prepared", () => {
    const textsOf = (some: readonly RunStatement[]) => new Set(some.map(({ sql }) => sql));
    const all = textsOf(ran);
    const firstTurns = textsOf(ranFirst);
    expect([...all].filter((text) => !firstTurns.has(text))).toEqual([]);
    expect(all.size).toBeLessThan(cachedStatementsMax / 2);
    for (const { sql } of ran) expect(sql.replace(/'(?:[A-Za-z ]*|\[\]|\{\})'/gu, "")).not.toContain("'");
  });
});

describe("the plan of every statement", () => {
  it("of raw mail whose time is over is a search by that time among what is kept", async () => {
    const looks = ran.filter(({ sql }) =>
      /^select .* raw_removed_at is null and processed_at < /su.test(sql),
    );
    expect(new Set(looks.map(({ by }) => by))).toEqual(new Set(["hasRawMailBefore", "removeRawMailBefore"]));
    for (const { sql, values } of looks) {
      const [step, ...rest] = await planOf(sql, values);
      expect(step).toMatch(
        /^SEARCH inbound_emails USING INDEX inbound_emails_raw_kept \(processed_at<\?\)$/u,
      );
      expect(rest).toEqual([]);
    }
  });

  it("searches by an index or a key and never reads a whole table", async () => {
    const scans: string[] = [];
    for (const { by, sql, values } of ran) {
      // A new row's plan lists its children's tables, which SQLite looks into only while a reference is broken.
      if (/^insert into (?:contacts|staff|sign_ins|plans) /u.test(sql)) continue;
      for (const step of await planOf(sql, values)) {
        // A constant row is what an insert's values are read from; a subquery's own steps are listed by themselves.
        const isScan = /^SCAN (?!CONSTANT|\(subquery)/u.test(step);
        if (isScan && !/USING (?:COVERING )?INDEX events_unannounced/u.test(step)) scans.push(by);
      }
    }
    expect([...new Set(scans)].toSorted()).toEqual(Object.keys(wholeTables).toSorted());
  });

  it("of a list of one turn is a search by that turn, in the order of the list", async () => {
    const lists = ran.filter(({ sql }) => sql.includes("where t.turn = ?"));
    expect(lists.length).toBeGreaterThan(0);
    for (const { sql, values } of lists) {
      expect(await planOf(sql, values)).toEqual([
        expect.stringMatching(/^SEARCH t USING INDEX tasks_turn_last_message_at_id_index \(turn=\?\)$/u),
        expect.stringMatching(/^SEARCH c USING INTEGER PRIMARY KEY/u),
      ]);
    }
  });

  it("of what is sent and shown looks for paused addresses among those alone", async () => {
    const indexOf: Record<string, RegExp> = {
      lockPause: /INDEX paused_addresses_open \(address=\?\)/u,
      listDeliveriesOfTask: /SEARCH p USING INDEX paused_addresses_open \(address=\?\)/u,
      countPausedAddresses: /INDEX paused_addresses_resumed_at_id_index \(resumed_at=\?\)/u,
      listPausedAddresses: /SEARCH p USING INDEX paused_addresses_resumed_at_id_index \(resumed_at=\?\)/u,
    };
    for (const [name, index] of Object.entries(indexOf)) {
      const { sql, values } = ran.find(({ by }) => by === name)!;
      expect(await planOf(sql, values), name).toEqual(
        expect.arrayContaining([expect.stringMatching(index) as string]),
      );
    }
  });

  it("sorts nothing that grows without end", async () => {
    const sorting = new Set<string>();
    for (const { by, sql, values } of ran) {
      if ((await planOf(sql, values)).some((step) => /USE TEMP B-TREE FOR ORDER BY/u.test(step)))
        sorting.add(by);
    }
    const small = Object.keys(wholeTables);
    const bounded = {
      claimAbandonedInboundEmail: "what is being processed, a few for each worker",
      listAddresses: "addresses of one contact",
      listContacts: "people of one client",
      listApprovers: "people of one client",
      listActive: "what a client has worked on at once, a few",
      listBacklog: "what waits of one client, in two stages",
      findBehind: "what waits of one client, in two stages",
      listParticipants: "people of one task",
      listNoteReaders: "staff of one task",
      listMutedTasks: "tasks that one contact muted by hand, a few",
      listOpenOffers: "colleagues offered on one task, a few",
      listHeldEmails: "what waits on the desk, of two states",
      listHeldDesk: "what waits on the desk, of two states",
      listAttachmentsOfMessage: "files of one message",
      listAttachmentsOfEmail: "files of one email",
      listAttachmentsOfTask: "files of one task",
      listDeliveriesOfTask: "emails about the messages of one task",
    };
    expect([...sorting].filter((name) => !small.includes(name) && !(name in bounded))).toEqual([]);
  });
});

async function planOf(sql: string, values: RunStatement["values"]): Promise<string[]> {
  const steps = await store.read.all<{ detail: string }>(`explain query plan ${sql}`, ...values);
  return steps.map(({ detail }) => detail);
}
