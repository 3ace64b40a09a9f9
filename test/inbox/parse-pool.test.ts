// Parsing and extracting in threads: the same results as without, one bad email alone pays for itself.
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { openParsePool } from "../../src/inbox/parse-pool.ts";
import type { ParsePool, ParsePoolOptions } from "../../src/inbox/parse-pool.ts";
import { parseEmail, parseLimits } from "../../src/inbox/parse.ts";

const plain = Buffer.from("From: a@b.example\r\nSubject: hi\r\n\r\nHello there.\r\n");
const withAttachment = Buffer.from(
  "From: a@b.example\r\nContent-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\nAAEC\r\n",
);
/** Millions of lines, each of them work: several times what it takes to open a thread. */
const slow = Buffer.concat([Buffer.from("Content-Type: text/plain\r\n\r\n"), Buffer.alloc(14_000_000, "\n")]);
/** Slow enough that another thread is opened beside it, and does its work, meanwhile. */
const lingering = slow.subarray(0, 8_000_000);

const pools: ParsePool[] = [];
function open(options: ParsePoolOptions = {}): ParsePool {
  const pool = openParsePool({ threads: 1, ...options });
  pools.push(pool);
  return pool;
}
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});
/** For what leaves its thread as it was; opening one costs more than most of these tests. */
const lasting = openParsePool({ threads: 1 });
afterAll(() => lasting.close());

describe("a parse pool", { timeout: 120_000 }, () => {
  it("answers as parseEmail does, attachments included, and leaves the caller's bytes alone", async () => {
    const pool = lasting;
    expect(await pool.parse(plain)).toEqual(await parseEmail(plain));
    const email = await pool.parse(withAttachment);
    expect([...(email.attachments[0]?.content ?? [])]).toEqual([0, 1, 2]);
    expect(plain.toString()).toContain("Hello there.");
  });

  it("extracts replies", async () => {
    const reply = await lasting.extract({
      text: "Yes, please.\n\nOn Monday Ann <ann@x.example> wrote:\n> Shall we?\n",
    });
    expect(reply.kept).toBe("Yes, please.");
  });

  it("says when it is ready, also to whoever asks later, and when it is closed before", async () => {
    const pool = open();
    await pool.ready();
    await pool.ready();
    expect((await pool.parse(plain)).subject).toBe("hi");
    const closed = open();
    const ready = closed.ready();
    await closed.close();
    await ready;
    await closed.ready();
  });

  it("passes on why an email is unreadable", async () => {
    await expect(lasting.parse(Buffer.from("no email"))).rejects.toMatchObject({
      name: "UnreadableEmail",
      reason: "malformed",
    });
  });

  it("ends a job that is too slow with its thread, and goes on", async () => {
    const pool = open({ limits: { ...parseLimits, timeMs: 1_000 } });
    await pool.parse(plain);
    const stopped = expect(pool.parse(slow)).rejects.toMatchObject({ reason: "too_slow" });
    const after = pool.parse(plain);
    await stopped;
    expect((await after).subject).toBe("hi");
  });

  it("does not let slow emails hold up the others, even when they hold every thread", async () => {
    // Nothing is stopped: what is compared is work against work, however busy the machine is.
    const pool = open({ threads: 2, limits: { ...parseLimits, timeMs: 100_000 } });
    await Promise.all([pool.parse(plain), pool.parse(plain)]);
    const outcomes: string[] = [];
    const hogs = [slow, slow].map((raw) =>
      pool.parse(raw).then(
        () => outcomes.push("slow"),
        () => outcomes.push("slow"),
      ),
    );
    const quick = pool.parse(plain).then(() => outcomes.push("quick"));
    await Promise.all([...hogs, quick]);
    expect(outcomes[0]).toBe("quick");
  });

  it("keeps the threads that it opened beside slow emails, so that the next ones open none", async () => {
    let opened = 0;
    const count = () => (opened += 1);
    process.on("worker", count);
    const pool = open({ limits: { ...parseLimits, timeMs: 100_000 } });
    const slowAndQuick = () => Promise.all([pool.parse(lingering), pool.parse(plain)]);
    await slowAndQuick();
    const before = opened;
    await slowAndQuick();
    await slowAndQuick();
    process.off("worker", count);
    expect(before).toBeGreaterThan(1);
    expect(opened).toBe(before);
  });

  it("replaces a thread that dies, and only its own job knows of it", async () => {
    // It must die of what it keeps, and not of a busy machine.
    const limits = { ...parseLimits, timeMs: 100_000 };
    const pool = open({ heapMegabytesMax: 64, limits });
    const lost = expect(pool.extract({ text: "a\n".repeat(10_000_000) })).rejects.toMatchObject({
      reason: "reader_stopped",
    });
    const after = pool.parse(plain);
    await lost;
    expect((await after).subject).toBe("hi");
  });

  it("survives a job that cannot be copied to a thread", async () => {
    const pool = lasting;
    const after = pool.parse(plain);
    await expect(pool.extract({ text: () => "" } as never)).rejects.toThrow(/could not be cloned/u);
    expect((await after).subject).toBe("hi");
  });

  it("rejects what waits beyond its bound, and everything once it is closed", async () => {
    const pool = open({ waitingMax: 2 });
    const first = [pool.parse(plain), pool.parse(plain)];
    await expect(pool.parse(plain)).rejects.toThrow(/wait for a thread/u);
    const closing = pool.close();
    await expect(first[1]).rejects.toThrow(/closed/u);
    await Promise.allSettled(first);
    await closing;
    await expect(pool.parse(plain)).rejects.toThrow(/closed/u);
  });
});
