// An outbox on a fresh store with the named world: a clock that tests move, and a courier that answers by script.
import pino from "pino";
import { openTask } from "../../src/actions/open-task.ts";
import { postMessage, type MessageInput } from "../../src/actions/post-message.ts";
import { timestamp, type Clock } from "../../src/domain/clock.ts";
import { announce } from "../../src/outbox/announce.ts";
import type { Courier, OutgoingEmail, SendOutcome } from "../../src/outbox/courier.ts";
import { claimDue, deliverOne } from "../../src/outbox/deliver.ts";
import type { Outbox } from "../../src/outbox/outbox.ts";
import { reasonInWords } from "../../src/portal/outcome-words.ts";
import { ageInWords } from "../../src/portal/words.ts";
import { loadTemplates } from "../../src/render.ts";
import type { Store } from "../../src/store/database.ts";
import type { OutboundEmailRow } from "../../src/store/outbound-emails.ts";
import { keyRing } from "../../src/threading/token.ts";
import { openWorld } from "../support/world.ts";
import { calendar } from "../support/calendar.ts";

const render = loadTemplates();

export interface Desk {
  store: Store;
  world: Awaited<ReturnType<typeof openWorld>>["world"];
  outbox: Outbox;
  /** What the courier was given, in order. */
  sent: OutgoingEmail[];
  /** What the courier answers next; `sent` when empty. */
  answers: (SendOutcome | Error)[];
  now: () => string;
  pass: (ms: number) => void;
  /** Hands over everything that is due and answers how many that were. */
  deliver: () => Promise<number>;
  /** Opens a task of Harbor Dental in Priya's name; its first message is announced to nobody yet. */
  open: (text?: string, title?: string) => Promise<number>;
  post: (taskId: number, input: Partial<MessageInput> & Pick<MessageInput, "author">) => Promise<void>;
  rows: () => Promise<(OutboundEmailRow & { nextAttemptAt: string; leasedUntil: string | null })[]>;
}

export async function openDesk(): Promise<Desk> {
  const { store, world } = await openWorld();
  let now = new Date("2026-03-02T10:00:00.000Z");
  const sent: OutgoingEmail[] = [];
  const answers: (SendOutcome | Error)[] = [];
  const outbox = outboxOf(
    store,
    () => now,
    (email) => {
      sent.push(email);
      const answer = answers.shift() ?? { kind: "sent" as const };
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  );
  return {
    store,
    world,
    outbox,
    sent,
    answers,
    now: () => timestamp(now),
    pass: (ms) => {
      now = new Date(now.getTime() + ms);
    },
    deliver: async () => {
      const due = await claimDue(outbox, 100, []);
      for (const row of due) await deliverOne(outbox, row);
      return due.length;
    },
    open: async (text = "Shall we begin?", title = "Booking form") => {
      const at = timestamp(now);
      const { harbor } = world.clients;
      const { taskId } = await store.write((rows) =>
        openTask(rows, at, {
          clientId: harbor,
          title,
          author: world.people.priya,
          channel: "portal",
          text,
          postedAt: at,
        }),
      );
      return taskId;
    },
    post: async (taskId, input) => {
      now = new Date(now.getTime() + 1_000);
      const at = timestamp(now);
      await store.write((rows) =>
        postMessage(rows, at, { taskId, channel: "portal", text: "More words.", postedAt: at, ...input }),
      );
    },
    rows: () =>
      store.read.all(
        `select id, status, attempts, reason, delivery, to_address as "toAddress", kind, text, html, headers, subject,
           internet_message_id as "internetMessageId", next_attempt_at as "nextAttemptAt",
           leased_until as "leasedUntil" from outbound_emails order by id`,
      ),
  };
}

/** An outbox on a store that is there already. */
export function outboxOf(store: Store, clock: Clock, send: Courier["send"]): Outbox {
  return {
    store,
    clock,
    render,
    keys: keyRing([{ id: 0, secret: Buffer.alloc(32, 7) }]),
    installation: {
      agencyName: "Northbeam",
      baseUrl: "https://portal.northbeam.example",
      replyDomain: "reply.northbeam.example",
      mailFrom: "requests@reply.northbeam.example",
      calendar,
    },
    courier: { name: "sandbox", send },
    log: pino({ level: "silent" }),
    words: { reason: reasonInWords, age: ageInWords },
  };
}

/** A desk whose one email, to Ann, is written and waits to be sent. */
export async function deskWithOneEmail(): Promise<Desk> {
  const desk = await openDesk();
  await desk.open();
  await announce(desk.outbox);
  await desk.store.write((rows) => rows.run("delete from outbound_emails where to_address <> ?", ann));
  return desk;
}

export const ann = "ann@harbordental.example";
export const lee = "lee@harbordental.example";
export const priya = "priya@northbeam.example";
export const tom = "tom@northbeam.example";
