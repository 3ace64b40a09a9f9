// One call of a webhook, ready to be sent, and how it proves who calls.
import { createSign, type KeyObject } from "node:crypto";
import type { Dice } from "./dice.ts";

export interface Call {
  number: number;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
  /** What it began as and what was done to it, for people. */
  story: string[];
  /** The bytes that must be stored, to the letter, when the call is answered 200; undefined where a form was damaged. */
  raw?: Buffer;
  /** Set where only the email itself is damaged: whatever its bytes, a good proof has it taken. */
  mustBeTaken?: true;
  /** Whether its proof is right, so that a 401 or 503 is no answer to it. */
  isProved: boolean;
}

export interface Proofs {
  token: string;
  inboundKey: KeyObject;
  eventsKey: KeyObject;
}

/** By token or by signature, as a provider calls; now and then with a proof that is wrong, broken or missing. */
export function prove(dice: Dice, call: Omit<Call, "isProved">, proofs: Proofs): Call {
  const key = call.path.startsWith("/events/") ? proofs.eventsKey : proofs.inboundKey;
  const timestamp = dice.pick(["1772443800", "0", "", "not a time"]);
  const signature = createSign("sha256").update(timestamp).update(call.body).sign(key, "base64");
  const proved = (headers: Record<string, string>, isProved: boolean): Call => ({
    ...call,
    headers: { ...call.headers, ...headers },
    isProved,
  });
  const signed = (value: string, at = timestamp) => ({
    "x-twilio-email-event-webhook-signature": value,
    "x-twilio-email-event-webhook-timestamp": at,
  });
  const basic = (password: string) => ({
    authorization: `Basic ${Buffer.from(`any:${password}`).toString("base64")}`,
  });
  if (dice.chance(0.46)) return proved(basic(proofs.token), true);
  if (dice.chance(0.9)) return proved(signed(signature), true);
  const wrong = dice.pick<Record<string, string>>([
    {},
    basic("wrong"),
    basic(""),
    { authorization: dice.pick(["", "Basic", "Basic !", "Bearer x", `Basic ${"A".repeat(8_000)}`]) },
    signed(signature, `${timestamp}1`),
    signed(signature.slice(0, dice.below(signature.length))),
    signed(`${signature}${"A".repeat(dice.length(8_000))}`),
    signed(dice.bytes(dice.length(200)).toString("base64")),
    signed(""),
  ]);
  call.story.push("has no good proof");
  return proved(wrong, false);
}
