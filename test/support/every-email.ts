// One real email of every kind that there is a template for, sent by a running installation.
import { expect } from "vitest";
import { askBacklog } from "../../src/actions/ask-backlog.ts";
import { changePlan } from "../../src/actions/change-plan.ts";
import { changePreferences } from "../../src/actions/change-preferences.ts";
import { postMessage } from "../../src/actions/post-message.ts";
import { recordDelivery } from "../../src/actions/record-delivery.ts";
import { requestSignIn } from "../../src/actions/request-sign-in.ts";
import { tripBreaker } from "../../src/actions/trip-breaker.ts";
import { sendProbe } from "../../src/actions/send-probe.ts";
import { timestamp } from "../../src/domain/clock.ts";
import type { OutgoingEmail } from "../../src/outbox/courier.ts";
import { fillIn } from "../../src/outbox/fill-in.ts";
import {
  approves,
  asksChanges,
  edits,
  isRefused,
  nothingHappensFor,
  says,
  takesApprovalBack,
  withdraws,
} from "../../src/sandbox/acts-of-clients.ts";
import {
  accepts,
  assigns,
  declines,
  estimatesAnew,
  handsOver,
  mergesInto,
  putsOff,
  starts,
} from "../../src/sandbox/acts-of-staff.ts";
import { listEmailKinds } from "../../src/sandbox/compose-previews.ts";
import { play, type Act } from "../../src/sandbox/play-request.ts";
import type { PreviewStage } from "../../src/sandbox/preview.ts";
import { listPlans } from "../../src/store/clients.ts";
import type { Store } from "../../src/store/database.ts";
import { markEntriesDue } from "../../src/store/digest-entries.ts";
import { recordEvent } from "../../src/store/events.ts";
import type { World } from "../../src/sandbox/seed-world.ts";
import type { Started } from "../../src/start.ts";
import { findOutboundEmail, listOutboundEmailsTo } from "../../src/store/outbound-emails.ts";
import { hashOf } from "../../src/threading/secret-hash.ts";
import type { KeyRing } from "../../src/threading/token.ts";
import { signInToken } from "../../src/threading/sign-in-token.ts";
import { askHarbor, postRaw } from "../flow/running-installation.ts";
import { sessionSenders } from "./session-emails.ts";
import { addressOf } from "./world.ts";

/** `proof`: headers by which a caller of the webhook proves itself, where the installation asks for it. */
type Send = (started: Started, world: World, proof: Record<string, string>) => Promise<unknown>;

/** What makes us write emails of these kinds. A template of no entry here fails the tests that walk its links. */
const senders: readonly { of: readonly string[]; send: Send }[] = [
  { of: ["message"], send: (started, world) => askHarbor(started, world) },
  { of: ["note"], send: writeNotes },
  { of: ["sign-in"], send: ({ store, keys, clock }) => askSignIns(store, keys, clock.now()) },
  { of: ["held-summary"], send: holdOne },
  {
    of: ["storm"],
    send: async (started, world) => {
      const taskId = await askHarbor(started, world);
      const storm = { kind: "sender", taskId, sender: world.people.ann } as const;
      await started.store.write((rows) => tripBreaker(rows, timestamp(started.clock.now()), storm));
    },
  },
  { of: ["probe"], send: ({ store, clock }) => store.write((rows) => sendProbe(rows, clock.now())) },
  {
    of: [
      "receipt",
      "question",
      "edited",
      "accepted",
      "estimate-changed",
      "started",
      "delivery-changed",
      "ready-for-approval",
      "step-refused",
      "reminder",
      "changes-asked",
      "approved",
      "approval-undone",
    ],
    send: liveThrough,
  },
  { of: ["digest"], send: sendDigest },
  { of: ["delivery-problem"], send: loseOne },
  ...Object.entries(sessionSenders).map(([kind, send]) => ({ of: [kind], send })),
  { of: ["declined"], send: request([declines("priya", { words: "We do not print." })]) },
  { of: ["assigned"], send: request([assigns("priya", "tom")]) },
  { of: ["withdrawn"], send: request([withdraws("ann")]) },
  { of: ["merged"], send: request([mergesInto("priya", { title: "The form", by: "ann", words: "Again" })]) },
  {
    of: ["backlog"],
    send: ({ store, clock }, { people: { ann } }) =>
      store.write((rows) => askBacklog(rows, clock.now(), { contactId: ann.id, cause: "asked" })),
  },
];

async function loseOne(started: Started, world: World): Promise<void> {
  const { store, workers, clock } = started;
  await askHarbor(started, world, timestamp(clock.now()));
  workers.nudge();
  await workers.settled();
  const [lost] = await listOutboundEmailsTo(store.read, addressOf("lee"), 1);
  const at = timestamp(clock.now());
  const told = {
    outboundEmailId: lost!.id,
    delivery: "bounced",
    reason: "552 5.2.2 Mailbox full",
  } as const;
  await store.write((rows) => recordDelivery(rows, at, { ...told, at }));
}

async function sendDigest(started: Started, world: World): Promise<void> {
  const { id: contactId } = world.people.lee;
  const { store, workers } = started;
  const now = () => timestamp(started.clock.now());
  const choose = (notify: string) =>
    store.write((rows) =>
      changePreferences(rows, now(), { contactId, notify, locale: "en", timeZone: "Europe/London" }),
    );
  await choose("hourly");
  await askHarbor(started, world, now());
  workers.nudge();
  await workers.settled();
  await store.write(async (rows) => {
    await markEntriesDue(rows, contactId, now());
    await recordEvent(rows, { type: "digest.due", at: now(), payload: { contactId } });
  });
  await choose("each");
}

async function writeNotes(started: Started, world: World): Promise<void> {
  const taskId = await askHarbor(started, world);
  const at = timestamp(started.clock.now());
  // A note reaches staff who take part.
  for (const author of [world.people.tom, world.people.priya]) {
    await started.store.write((rows) =>
      postMessage(rows, at, {
        taskId,
        author,
        channel: "portal",
        text: "Between us",
        isNote: true,
        postedAt: at,
      }),
    );
  }
}

async function askSignIns(store: Store, keys: KeyRing, now: Date): Promise<void> {
  for (const who of ["ann", "priya"] as const) {
    await store.write((rows) =>
      requestSignIn(rows, now, addressOf(who), (id) => hashOf(signInToken(keys, id))),
    );
  }
}

async function holdOne(started: Started, world: World, proof: Record<string, string>): Promise<void> {
  const { store, clock } = started;
  const raw = "From: Somebody <somebody@elsewhere.example>\r\nSubject: Hello\r\n\r\nHello\r\n";
  await postRaw(started, raw, undefined, proof);
  await started.workers.settled();
  await store.write((rows) =>
    recordEvent(rows, {
      type: "held_summary.due",
      at: timestamp(clock.now()),
      payload: { staffId: world.people.priya.id, day: timestamp(clock.now()).slice(0, 10) },
    }),
  );
}

/** All that can happen to one request from its beginning to its end. */
async function liveThrough(started: Started, world: World): Promise<void> {
  const { store, clock } = started;
  const staff = { clientId: world.clients.harbor, byStaffId: world.people.priya.id };
  await store.write(async (rows) => {
    // Room beside what the client has under way.
    const planId = (await listPlans(rows)).toSorted(
      (one, other) => other.activeTasksMax - one.activeTasksMax,
    )[0]!.id;
    await changePlan(rows, timestamp(clock.now()), { ...staff, planId });
  });
  const handOver = handsOver("priya", { words: "Please have a look." });
  const acts = [
    says("priya", "Which green?"),
    edits("ann", "Booking form, in green"),
    accepts("priya", "2-3 days"),
    estimatesAnew("priya", "1 week", { words: "There are two forms." }),
    starts("priya"),
    putsOff("priya", 2, { words: "The second one takes longer." }),
    handOver,
    isRefused("ann", "Approved.", "approve", "not_signed"),
    nothingHappensFor(2),
    asksChanges("ann", { words: "A darker green, please." }),
    handOver,
    approves("ann"),
    takesApprovalBack("ann"),
    approves("ann", { words: "Good." }),
  ];
  await request(acts)(started, world, {});
}

/** A request of Ann's and what is done to it, announced step by step as the workers do. */
function request(acts: readonly Act[]): Send {
  return async (started, world) => {
    const announced = acts.map((act): Act => async (stage, taskId) => {
      started.workers.nudge();
      await started.workers.settled();
      await act(stage, taskId);
    });
    const asked = { title: "Booking form", by: "ann", words: "Can it be green?", acts: announced } as const;
    await play(stageOf(started, world), asked);
  };
}

/** The acts of the previews, on a real installation. */
function stageOf({ outbox }: Started, { clients, people }: World): PreviewStage {
  return { outbox, clients, people } as PreviewStage;
}

/** Sends them all and answers each as its reader has it, secrets in place. */
export async function sendEveryKind(
  started: Started,
  world: World,
  proof: Record<string, string> = {},
): Promise<{ id: number; kind: string; email: OutgoingEmail }[]> {
  const kinds = await listEmailKinds();
  const sentKinds = senders.flatMap(({ of }) => of).toSorted();
  expect(sentKinds, "a kind of email whose links nobody walks").toEqual(kinds);
  for (const { send } of senders) await send(started, world, proof);
  started.workers.nudge();
  await started.workers.settled();
  const rows = await started.store.read.all<{ id: number; kind: string; note: number }>(
    "select id, kind, is_note as note from outbound_emails order by id",
  );
  const sent = await Promise.all(
    rows.map(async ({ id, kind, note }) => ({
      id,
      kind: note === 1 && kind === "message" ? "note" : kind.replaceAll("_", "-"),
      email: await fillIn(started.outbox, (await findOutboundEmail(started.store.read, id))!),
    })),
  );
  expect([...new Set(sent.map(({ kind }) => kind))].toSorted()).toEqual(kinds);
  return sent;
}
