// What processing does with emails whose worker died: each alone, none lost, none failed for another's fault.
import pino from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { discardEmail } from "../../src/actions/discard-email.ts";
import type { Inbox } from "../../src/inbox/inbox.ts";
import { openParsePool } from "../../src/inbox/parse-pool.ts";
import {
  claimWaiting,
  emailsMax,
  processOne,
  renewProcessing,
  triesAloneMax,
} from "../../src/inbox/process.ts";
import { storeIncoming } from "../../src/inbox/receive.ts";
import { seedWorld } from "../../src/sandbox/seed-world.ts";
import type { ClaimedEmail } from "../../src/store/inbound-claims.ts";
import { listInboundEmails } from "../../src/store/inbound-emails.ts";
import { leaseMs, renewEveryMs } from "../../src/store/leases.ts";
import { keyRing } from "../../src/threading/token.ts";
import { openTestStore } from "../support/store.ts";
import { sharedPool } from "../support/parse-pool.ts";
import { calendar } from "../support/calendar.ts";

async function openInbox() {
  const store = await openTestStore();
  let now = new Date("2026-03-02T10:00:00.000Z");
  const inbox: Inbox = {
    store,
    clock: () => now,
    keys: keyRing([{ id: 0, secret: Buffer.alloc(32, 7) }]),
    installation: {
      agencyName: "Northbeam",
      baseUrl: "https://portal.northbeam.example",
      replyDomain: "reply.northbeam.example",
      mailFrom: "requests@reply.northbeam.example",
      calendar,
    },
    pool: sharedPool(),
    trust: { arcSealers: [] },
    log: pino({ level: "silent" }),
  };
  return {
    inbox,
    pass: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
    /** Emails of strangers, each its own, which end as held. */
    receive: async (names: readonly string[]) => {
      for (const name of names) {
        const raw = Buffer.from(
          `From: ${name}@x.example\r\nTo: requests@reply.northbeam.example\r\nSubject: ${name}\r\n\r\nHello.\r\n`,
        );
        const envelopeTo = ["requests@reply.northbeam.example"];
        const envelopeFrom = `${name}@x.example`;
        await storeIncoming(inbox, { source: "raw", raw, envelopeFrom, envelopeTo, providerFields: {} });
      }
    },
    claim: (running: readonly ClaimedEmail[] = []) =>
      claimWaiting(inbox, emailsMax - running.length, running),
    outcomes: async () => {
      const rows = await listInboundEmails(store.read, 1);
      return Object.fromEntries(rows.map((row) => [row.envelopeFrom.split("@")[0], row.status]));
    },
  };
}

const nameOf = (email: ClaimedEmail | undefined) => email?.envelopeFrom.split("@")[0];

describe("emails whose outcome the database does not take", () => {
  /** Each as its driver throws it. */
  const faults = [
    ["terminating connection due to administrator command", "57P01"],
    ["Connection terminated unexpectedly", undefined],
    ["connect ECONNREFUSED 127.0.0.1:5432", "ECONNREFUSED"],
    ["could not extend file: No space left on device", "53100"],
    ["database or disk is full", "SQLITE_FULL"],
    ["attempt to write a readonly database", "SQLITE_READONLY"],
    ["disk I/O error", "SQLITE_IOERR_WRITE"],
  ] as const;

  it.each(faults)("are taken again after a while, however often it happens: %s", async (message, code) => {
    const { inbox, pass, receive, claim, outcomes } = await openInbox();
    await receive(["ann"]);
    const { store } = inbox;
    for (let times = 0; times < 2 * triesAloneMax; times++) {
      const claimed = await claim();
      expect(claimed.map(nameOf)).toEqual(["ann"]);
      let isAway = true;
      inbox.store = {
        ...store,
        // The next one goes to another connection, or needs less room.
        write: async (work) => {
          if (!isAway) return store.write(work);
          isAway = false;
          throw Object.assign(new Error(message), code === undefined ? {} : { code });
        },
      };
      await processOne(inbox, claimed[0]!);
      expect(await outcomes()).toEqual({ ann: "processing" });
      expect(await claim()).toEqual([]);
      pass(leaseMs + 1);
    }
    await processOne(inbox, (await claim())[0]!);
    expect(await outcomes()).toEqual({ ann: "held" });
  });

  it("are taken again when the process that was to read them is told to stop", async () => {
    const { inbox, pass, receive, claim, outcomes } = await openInbox();
    await receive(["ann"]);
    const [claimed] = await claim();
    const { pool } = inbox;
    inbox.pool = openParsePool({ threads: 1 });
    const processing = processOne(inbox, claimed!);
    await inbox.pool.close();
    await processing;
    expect(await outcomes()).toEqual({ ann: "processing" });
    inbox.pool = pool;
    pass(leaseMs + 1);
    await processOne(inbox, (await claim())[0]!);
    expect(await outcomes()).toEqual({ ann: "held" });
  });

  it("fail when it is a fault of ours", async () => {
    const { inbox, receive, claim, outcomes } = await openInbox();
    await receive(["ann"]);
    const [claimed] = await claim();
    const { store } = inbox;
    let isFaulty = true;
    inbox.store = {
      ...store,
      write: async (work) => {
        if (!isFaulty) return store.write(work);
        isFaulty = false;
        throw Object.assign(new Error("null value in column"), { code: "23502" });
      },
    };
    await processOne(inbox, claimed!);
    expect(await outcomes()).toEqual({ ann: "failed" });
  });
});

describe("emails whose worker died", () => {
  it("are tried one at a time before all others, each with nothing beside it", async () => {
    const { inbox, pass, receive, claim, outcomes } = await openInbox();
    await receive(["ann", "ben", "cleo"]);
    expect(await claim()).toHaveLength(3);
    pass(leaseMs + 1);
    await receive(["new"]);
    for (const name of ["ann", "ben", "cleo"]) {
      const alone = await claim();
      expect(alone.map(nameOf)).toEqual([name]);
      expect(await claim(alone)).toEqual([]);
      await processOne(inbox, alone[0]!);
    }
    const others = await claim();
    expect(others.map(nameOf)).toEqual(["new"]);
    await processOne(inbox, others[0]!);
    expect(await outcomes()).toEqual({ ann: "held", ben: "held", cleo: "held", new: "held" });
  });

  it("wait until what runs here came to its end, and what comes new waits behind them", async () => {
    const { inbox, pass, receive, claim } = await openInbox();
    await receive(["dead"]);
    await claim();
    await receive(["slow"]);
    pass(leaseMs / 2);
    const slow = await claim();
    pass(leaseMs / 2 + 1);
    await receive(["new"]);
    expect(slow.map(nameOf)).toEqual(["slow"]);
    expect(await claim(slow)).toEqual([]);
    await processOne(inbox, slow[0]!);
    expect((await claim()).map(nameOf)).toEqual(["dead"]);
  });

  it("all get through but the one that kills its worker each time, which fails after its tries alone", async () => {
    const { inbox, pass, receive, claim, outcomes } = await openInbox();
    const names = Array.from({ length: emailsMax }, (_, index) => `email-${index}`);
    const killer = "email-3";
    await receive(names);
    expect(await claim()).toHaveLength(emailsMax);
    let deathsAlone = 0;
    pass(leaseMs + 1);
    for (let [email] = await claim(); email !== undefined; [email] = await claim()) {
      if (nameOf(email) === killer && email.attempts <= 1 + triesAloneMax) {
        deathsAlone++;
        pass(leaseMs + 1);
      } else await processOne(inbox, email);
    }
    expect(deathsAlone).toBe(triesAloneMax);
    expect(await outcomes()).toEqual(
      Object.fromEntries(names.map((name) => [name, name === killer ? "failed" : "held"])),
    );
  });
});

describe("a worker that starts", () => {
  it("claims nothing until it can read mail, so that its end would be held against no email", async () => {
    const { inbox, receive, outcomes } = await openInbox();
    await receive(["ann"]);
    const cold = openParsePool({ threads: 1 });
    onTestFinished(() => cold.close());
    const claiming = claimWaiting({ ...inbox, pool: cold }, emailsMax, []);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await outcomes()).toEqual({ ann: "pending" });
    expect(await claiming).toHaveLength(1);
  });
});

describe("a worker that is only slow", () => {
  it("keeps its emails by renewing its lease", async () => {
    const { inbox, pass, receive, claim, outcomes } = await openInbox();
    await receive(["ann"]);
    const running = await claim();
    for (let passedMs = 0; passedMs < 4 * leaseMs; passedMs += renewEveryMs) {
      pass(renewEveryMs);
      await renewProcessing(inbox, running);
      expect(await claim()).toEqual([]);
    }
    await processOne(inbox, running[0]!);
    expect(await outcomes()).toEqual({ ann: "held" });
  });

  it("leaves an email alone that another one took over, and what staff ruled on it since", async () => {
    const { inbox, receive, claim, pass } = await openInbox();
    await receive(["late"]);
    const [slow] = await claim();
    pass(leaseMs + 1);
    const [taken] = await claim();
    await processOne(inbox, slow!);
    const stateOf = () =>
      inbox.store.read.first("select status, reason, attempts from inbound_emails where id = ?", slow!.id);
    expect(await stateOf()).toEqual({ status: "processing", reason: null, attempts: 2 });
    await processOne(inbox, taken!);
    expect(await stateOf()).toEqual({ status: "held", reason: "stranger", attempts: 2 });
    const { people } = await seedWorld(inbox.store, "2026-03-02T09:00:00.000Z");
    await inbox.store.write((rows) =>
      discardEmail(rows, "2026-03-02T10:01:00.000Z", { emailId: slow!.id, byStaffId: people.tom.id }),
    );
    const [ruled] = await claim();
    await processOne(inbox, ruled!);
    await processOne(inbox, taken!);
    expect(await stateOf()).toMatchObject({ status: "ignored", reason: "discarded" });
  });

  it("is not stopped by a store that cannot be written", async () => {
    const { inbox, receive, claim } = await openInbox();
    await receive(["ann"]);
    const running = await claim();
    const broken = {
      ...inbox,
      store: { ...inbox.store, write: () => Promise.reject(new Error("disk full")) },
    };
    await expect(renewProcessing(broken, running)).resolves.toBeUndefined();
  });
});
