// Batches of SendGrid's event webhook about emails that were sent, with damage to their JSON. Pure.
import type { Dice } from "./dice.ts";
import type { FuzzedWorld } from "./world.ts";

/** The body, and what was done to it. */
export function eventBatch(dice: Dice, world: FuzzedWorld): { body: Buffer; story: string[] } {
  const story = ["a batch of events"];
  let events: unknown[] = Array.from({ length: dice.length(400) }, () => eventOf(dice, world));
  if (dice.chance(0.3)) {
    story.push("repeats and shuffles them");
    events = [...events, ...events].toSorted(() => dice.pick([-1, 1]));
  }
  if (dice.chance(0.6)) {
    story.push("swaps values");
    events = events.map((event) =>
      dice.chance(0.4) ? swapped(dice, event as Record<string, unknown>) : event,
    );
  }
  if (dice.chance(0.2)) {
    story.push("adds what is no event");
    events.push(...Array.from({ length: dice.length(200) }, () => dice.pick(odd)));
  }
  if (dice.chance(0.03)) {
    story.push("makes them very many");
    const one = dice.pick(events);
    // A call of hundreds of megabytes would say more of the caller than of us.
    const short = JSON.stringify(one).length < 1_000 ? one : {};
    events = Array<unknown>(15_000 + dice.below(8_000)).fill(short);
  }
  const whole: unknown = dice.chance(0.05)
    ? dice.pick([{ events }, events[0], null, "x", 7, [[events]]])
    : events;
  return { body: Buffer.from(JSON.stringify(whole) ?? ""), story };
}

const kinds = [
  "processed",
  "deferred",
  "delivered",
  "bounce",
  "dropped",
  "spamreport",
  "open",
  "click",
  "unsubscribe",
  "group_resubscribe",
  "x",
  "",
];

function eventOf(dice: Dice, { sent }: FuzzedWorld): Record<string, unknown> {
  const email = dice.pick(sent);
  return {
    email: dice.chance(0.8) ? email.address : dice.pick(["a@b.example", "", "x"]),
    event: dice.pick(kinds),
    timestamp: 1_772_443_800 + dice.below(200_000),
    ...(dice.chance(0.7) ? { inreply_email_id: String(email.id) } : {}),
    ...(dice.chance(0.7) ? { "smtp-id": email.messageId } : {}),
    ...(dice.chance(0.6) ? { type: dice.pick(["bounce", "blocked"]) } : {}),
    ...(dice.chance(0.6)
      ? { reason: dice.pick(reasons), status: dice.pick(["5.1.1", "4.2.2", "5.7.1", ""]) }
      : {}),
    ...(dice.chance(0.3) ? { response: dice.pick(reasons), attempt: dice.pick([1, "7", "x", -1]) } : {}),
    sg_event_id: dice.bytes(8).toString("hex"),
  };
}

function swapped(dice: Dice, event: Record<string, unknown>): Record<string, unknown> {
  const name = dice.pick([...Object.keys(event), "__proto__", "toString"]);
  return { ...event, [name]: dice.pick(odd) };
}

const reasons = [
  "550 5.1.1 user unknown",
  "Bounced Address",
  "Spam Content",
  "452 4.2.2 full",
  "\u0000\u001b[31m",
  "x".repeat(20_000),
  "<script>",
  "\ud800",
  "try <b@x.example>",
];
const odd: unknown[] = [
  null,
  true,
  -1,
  0,
  1e308,
  9_007_199_254_740_991,
  "",
  "\u0000",
  [],
  {},
  [[[[]]]],
  { toString: 1 },
  "x".repeat(5_000),
  "2147483648",
  "0x10",
  " 1 ",
  1.5,
  "NaN",
  "9".repeat(400),
  253_402_300_800,
  { length: 5 },
];
