// Every statement of the store looks its rows up by an index, and its text holds no value.
import { beforeAll, describe, expect, it } from "vitest";
import { openStore, type Store } from "../../../src/store/database.ts";
import { migrationNames } from "../../../src/store/migrations.ts";
import { cachedStatementsMax } from "../../../src/store/sqlite-rows.ts";
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
  listFirstContacts: "all clients by name, and stops after some people",
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
  searchPeople: "all staff, a few people",
  holdsPeopleOrMail: "stops at the first row",
  findNewestMoment: "walks the keys backwards and stops after some",
  insertRows: "the rows that are to be written",
  readSlotSearch: "all staff who can be booked, a few people",
  listMailboxes: "all that are connected, a handful",
  listProbeTimes: "walks the key backwards and stops after some",
  listFreePlaces: "all clients, with two looks at the tasks of each",
  listUnanswered: "walks the index of what waits for an answer",
  countUnanswered: "walks the index of what waits for an answer",
  listBoardClients: "all clients by name, a page of them",
  listBoardTasks: "all clients by name, and the open tasks of a page of them",
  countSavedReplies: "at most some hundreds, as the action sees to",
  listSavedReplies: "at most some hundreds, as the action sees to",
  listSavedTitles: "at most some hundreds, as the action sees to",
  listClientPage: "all clients by name, a page of them, with what each has",
  listPlansInUse: "a handful of plans",
  listAudit: "of one contact, a page of what they did and a page of what is about them",
  listApiTokens: "all that were made, a handful",
  listWebhookEndpoints: "all that are there, a handful",
  listListeners: "all that are there, a handful",
  claimWebhookDeliveries: "of endpoints, a handful, those that are not paused",
  hasClaimableWebhookDeliveries: "of endpoints, a handful, those that are not paused",
  countFailedWebhooks: "of endpoints, a handful, those that are there",
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
      "toEvent",
      "clientIn",
      "watchByLooking",
      "removeDueObjects",
      "termQuery",
      "amongTheirs",
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
        // So are those of what was found, which is read from the index of words.
        const isScan = /^SCAN (?!CONSTANT|\(subquery|found|search_[a-z]+ VIRTUAL TABLE INDEX \d+:M)/u.test(
          step,
        );
        if (isScan && !/USING (?:COVERING )?INDEX events_unannounced/u.test(step)) scans.push(by);
      }
    }
    expect([...new Set(scans)].toSorted()).toEqual(Object.keys(wholeTables).toSorted());
  });

  it("of a search begins in the index of words, newest first, and reads on by key", async () => {
    const searches = ran.filter(({ by, sql }) => / match \?(?! limit)/u.test(sql) && by !== "searchPeople");
    expect(new Set(searches.map(({ by }) => by))).toEqual(new Set(["searchTasks", "searchMessages"]));
    for (const { sql, values } of searches) {
      const steps = (await planOf(sql, values)).filter((step) => /^(?:SCAN|SEARCH)/u.test(step));
      expect(steps[0]).toMatch(/^SCAN search_(?:tasks|messages) VIRTUAL TABLE INDEX \d+:M1$/u);
      // Only what a contact may find is looked up by another index.
      const others = steps.filter((step) => !/^SCAN|PRIMARY KEY/u.test(step));
      for (const step of others) expect(step).toMatch(/^SEARCH (?:u|n|v|t) USING (?:COVERING )?INDEX/u);
    }
  });

  it("of a search for people looks into the indexes of what they are called, and at nobody else", async () => {
    const { sql, values } = ran.find(({ sql: text }) => text.includes("search_contacts match ?"))!;
    const steps = (await planOf(sql, values)).filter((step) => /^(?:SCAN|SEARCH)/u.test(step));
    for (const step of steps)
      expect(step).toMatch(
        /^SEARCH (?:c|a|n) USING (?:COVERING )?(?:INDEX|INTEGER)|^SCAN search_[a-z]+ VIRTUAL TABLE/u,
      );
  });

  it("of the open tasks of one of the staff is a search among those alone", async () => {
    for (const name of ["listOwn", "countOwn"]) {
      const { sql, values } = ran.find(({ by }) => by === name)!;
      const [first] = await planOf(sql, values);
      expect(first).toMatch(
        /^SEARCH t USING (?:COVERING )?INDEX tasks_assignee_open \(assignee_staff_id=\?\)$/u,
      );
    }
  });

  it("of a new task finds the last place of its client's backlog at the end of an index", async () => {
    const { sql, values } = ran.find(({ by }) => by === "recordTask")!;
    expect(await planOf(sql, values)).toContainEqual(
      expect.stringMatching(/^SEARCH tasks USING COVERING INDEX tasks_backlog \(client_id=\?\)$/u),
    );
  });

  it("of a list of one turn is a search by that turn, in the order of the list", async () => {
    const lists = ran.filter(({ sql }) => sql.includes("where t.turn = ?"));
    expect(lists.length).toBeGreaterThan(0);
    for (const { sql, values } of lists) {
      expect(await planOf(sql, values)).toEqual([
        expect.stringMatching(/^SEARCH t USING INDEX tasks_turn_last_message_at_id_index \(turn=\?\)$/u),
        expect.stringMatching(/^SEARCH c USING INTEGER PRIMARY KEY/u),
        expect.stringMatching(/^SEARCH w USING INTEGER PRIMARY KEY/u),
      ]);
    }
  });

  it("of what one of the staff answers for is a search by them, in the order of the list", async () => {
    const { sql, values } = ran.find(
      ({ by, sql: text }) => by === "listTasks" && text.includes("where t.assignee_staff_id = ?"),
    )!;
    const [first] = await planOf(sql, values);
    expect(first).toMatch(/^SEARCH t USING INDEX tasks_assignee \(assignee_staff_id=\?\)$/u);
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

  it("of outgoing mail and of what happened is a search by what is asked for, in the order of the ids", async () => {
    const indexes: [by: string, sql: RegExp, step: RegExp][] = [
      ["listOutgoing", /where e\.id < /u, /^SEARCH e USING INTEGER PRIMARY KEY \(rowid<\?\)$/u],
      [
        "listOutgoing",
        /where e\.standing = \? and e\.id < /u,
        /^SEARCH e USING INDEX outbound_emails_standing \(standing=\? AND (?:row)?id<\?\)$/u,
      ],
      [
        "listAudit",
        /where e\.client_id = \? and e\.id < /u,
        /^SEARCH e USING INDEX events_client_id \(client_id=\? AND (?:row)?id<\?\)$/u,
      ],
      [
        "listAudit",
        /where e\.actor_staff_id = \? and e\.id < /u,
        /^SEARCH e USING INDEX events_actor_staff_id \(actor_staff_id=\? AND (?:row)?id<\?\)$/u,
      ],
      [
        "listAudit",
        /where e\.id in /u,
        /^SEARCH e USING COVERING INDEX events_contact_id \(contact_id=\? AND (?:row)?id<\?\)$/u,
      ],
    ];
    for (const [name, text, index] of indexes) {
      const { sql, values } = ran.find(({ by, sql: own }) => by === name && text.test(own))!;
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
      listContactPage: "people of one client",
      listApprovers: "people of one client",
      listActive: "what a client has worked on at once, a few",
      listBacklog: "what waits of one client, in two stages",
      findBehind: "what waits of one client, in two stages",
      listOwn: "what one of the staff answers for",
      findAtPlace: "what waits of one client, in two stages",
      listParticipants: "people of one task",
      listNoteReaders: "staff of one task",
      findContactSpokenTo: "people of one task",
      listMutedTasks: "tasks that one contact muted by hand, a few",
      listOpenOffers: "colleagues offered on one task, a few",
      listHeldEmails: "what waits on the desk, of two states",
      listHeldDesk: "what waits on the desk, of two states",
      listAttachmentsOfMessage: "files of one message",
      listAttachmentsOfEmail: "files of one email",
      listAttachmentsOfTask: "files of one task",
      searchTasks: "the newest of what was found, a thousand at most",
      searchMessages: "the newest of what was found, a thousand at most",
      listDeliveriesOfTask: "emails about the messages of one task",
      listDeliveryEvents: "what was reported of one email",
    };
    expect([...sorting].filter((name) => !small.includes(name) && !(name in bounded))).toEqual([]);
  });
});

async function planOf(sql: string, values: RunStatement["values"]): Promise<string[]> {
  const steps = await store.read.all<{ detail: string }>(`explain query plan ${sql}`, ...values);
  return steps.map(({ detail }) => detail);
}
