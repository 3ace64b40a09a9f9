// One real email of every kind that there is a template for, sent by a running installation.
import { expect } from "vitest";
import { postMessage } from "../../src/actions/post-message.ts";
import { requestSignIn } from "../../src/actions/request-sign-in.ts";
import { tripBreaker } from "../../src/actions/trip-breaker.ts";
import { sendProbe } from "../../src/actions/send-probe.ts";
import { timestamp } from "../../src/domain/clock.ts";
import type { OutgoingEmail } from "../../src/outbox/courier.ts";
import { fillIn } from "../../src/outbox/fill-in.ts";
import { listEmailKinds } from "../../src/sandbox/compose-previews.ts";
import { recordEvent } from "../../src/store/events.ts";
import type { World } from "../../src/sandbox/seed-world.ts";
import type { Started } from "../../src/start.ts";
import { findOutboundEmail } from "../../src/store/outbound-emails.ts";
import { hashOf } from "../../src/threading/secret-hash.ts";
import { signInToken } from "../../src/threading/sign-in-token.ts";
import { askHarbor, postRaw } from "../flow/running-installation.ts";
import { addressOf } from "./world.ts";

/** `proof`: headers by which a caller of the webhook proves itself, where the installation asks for it. */
type Send = (started: Started, world: World, proof: Record<string, string>) => Promise<unknown>;

/** What makes us write an email of each kind. A template without an entry here fails the tests that walk its links. */
const senders: Record<string, Send> = {
  message: (started, world) => askHarbor(started, world),
  note: async (started, world) => {
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
  },
  "sign-in": async ({ store, keys, clock }) => {
    for (const who of ["ann", "priya"] as const) {
      await store.write((rows) =>
        requestSignIn(rows, clock.now(), addressOf(who), (id) => hashOf(signInToken(keys, id))),
      );
    }
  },
  "held-summary": async (started, world, proof) => {
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
  },
  storm: async (started, world) => {
    const taskId = await askHarbor(started, world);
    await started.store.write((rows) =>
      tripBreaker(rows, timestamp(started.clock.now()), { kind: "sender", taskId, sender: world.people.ann }),
    );
  },
  probe: ({ store, clock }) => store.write((rows) => sendProbe(rows, clock.now())),
};

/** Sends them all and answers each as its reader has it, secrets in place. */
export async function sendEveryKind(
  started: Started,
  world: World,
  proof: Record<string, string> = {},
): Promise<{ id: number; kind: string; email: OutgoingEmail }[]> {
  const kinds = await listEmailKinds();
  expect(Object.keys(senders).toSorted(), "a kind of email whose links nobody walks").toEqual(kinds);
  for (const kind of kinds) await senders[kind]!(started, world, proof);
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
