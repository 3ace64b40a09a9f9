// Mutant number so-and-so of a seed: a real mail or a batch of events, damaged, as a call of one of the webhooks. Pure.
import { receiveLimits } from "../../src/inbox/receive.ts";
import { multipart, parsedForm, rawForm, type FormField } from "../support/webhooks/form.ts";
import { prove, type Call, type Proofs } from "./call.ts";
import { throwDice, type Dice } from "./dice.ts";
import { bodyMutations } from "./mutate-body.ts";
import { byteMutations } from "./mutate-bytes.ts";
import { eventBatch } from "./mutate-events.ts";
import { formMutations } from "./mutate-form.ts";
import { headMutations, joinMail, replaceField, splitMail } from "./mutate-head.ts";
import type { Seed } from "./seeds.ts";
import type { FuzzedWorld } from "./world.ts";

export interface MutantSource {
  seed: number;
  seeds: readonly Seed[];
  world: FuzzedWorld;
  proofs: Proofs;
}

/** The same for the same source and number, but for the signature, whose key is new at every run. */
export function makeMutant({ seed, seeds, world, proofs }: MutantSource, number: number): Call {
  const dice = throwDice(seed, number);
  const part = dice.below(100);
  if (part < 12) return prove(dice, eventCall(dice, world, number), proofs);
  if (part < 30) return prove(dice, parsedCall(dice, seeds, world, number), proofs);
  const mail = mailOf(dice, seeds, world, number);
  const call = part < 60 ? formCall(dice, mail, number) : rawCall(dice, mail, number);
  return prove(dice, call, proofs);
}

type Unproved = Omit<Call, "isProved">;

interface MutantMail {
  raw: Buffer;
  from: string;
  to: string;
  story: string[];
}

/** A seed as somebody known would send it to a real address, then damaged one to four times. */
function mailOf(dice: Dice, seeds: readonly Seed[], world: FuzzedWorld, number: number): MutantMail {
  const seed = dice.pick(seeds);
  const [placed, from, to] = placeMail(dice, seed, world, number);
  const story = [seed.name];
  let raw = placed;
  for (let count = dice.length(4); count > 0; count--) {
    const other = dice.pick(seeds).raw;
    raw = damage(dice, raw, other, world, story);
  }
  return { raw: raw.length === 0 ? Buffer.from("\r\n") : raw, from, to, story };
}

function damage(dice: Dice, raw: Buffer, other: Buffer, world: FuzzedWorld, story: string[]): Buffer {
  const done = <Mutation>(mutations: Record<string, Mutation>): Mutation => {
    const [name, mutation] = dice.pick(Object.entries(mutations));
    story.push(name);
    return mutation;
  };
  const kind = dice.below(10);
  if (kind < 3) return done(byteMutations)(dice, raw, other);
  const mail = splitMail(raw);
  if (kind < 6) return joinMail({ ...mail, head: done(headMutations)(dice, mail.head, world) });
  return joinMail(done(bodyMutations)(dice, mail, world));
}

function placeMail(
  dice: Dice,
  seed: Seed,
  { people, sent, mailFrom }: FuzzedWorld,
  number: number,
): [raw: Buffer, from: string, to: string] {
  if (seed.isReport) {
    const { id: emailId, ...email } = dice.pick(sent);
    const places: Record<string, string> = {
      ...email,
      to: email.address,
      own: `fuzz-${number}-${emailId}`,
      "message-id": email.messageId,
      older: dice.pick(sent).messageId,
    };
    const text = seed.raw
      .toString("latin1")
      .replaceAll(/\{\{([a-z-]+)\}\}/gu, (_, place: string) => places[place] ?? "");
    return [
      Buffer.from(text, "latin1"),
      dice.pick(["", "", email.address]),
      dice.pick([email.bounce, mailFrom]),
    ];
  }
  const person = dice.pick(people);
  const to = dice.pick([person.replyTo, person.replyTo, person.replyTo, person.noteTo, mailFrom]);
  const { head, body } = splitMail(seed.raw);
  let placed = head;
  if (dice.chance(0.85)) placed = replaceField(placed, "From", `Somebody <${person.address}>`);
  if (dice.chance(0.85)) placed = replaceField(placed, "To", to);
  if (dice.chance(0.85)) placed = replaceField(placed, "Message-ID", `<fuzz-${number}@mail.example>`);
  const from = dice.chance(0.9)
    ? person.address
    : dice.pick(["", "x", "a@b.example", "SRS0=abc=de=b.example=a@c.example"]);
  return [joinMail({ head: placed, body }), from, to];
}

/** Says the number of the mutant, so that a stored email can be told. */
export function addressOf(number: number): string {
  return `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
}

function rawCall(dice: Dice, { raw, from, to, story }: MutantMail, number: number): Unproved {
  const query = new URLSearchParams({ from, to, ip: addressOf(number), spf: "pass" });
  const headers: Record<string, string> = { "content-type": "message/rfc822" };
  const call = { number, headers, body: raw, story, raw };
  if (dice.chance(0.85)) {
    return {
      ...call,
      path: `/inbound/raw?${query.toString()}`,
      ...(raw.length <= receiveLimits.emailBytesMax ? { mustBeTaken: true } : {}),
    };
  }
  story.push("calls oddly");
  switch (dice.below(6)) {
    case 0:
      return {
        ...call,
        path: "/inbound/raw",
        headers: {
          ...headers,
          "x-envelope-from": latin(from),
          "x-envelope-to": latin(`${to}, ${to},,`),
          "x-envelope-ip": addressOf(number),
        },
      };
    case 1:
      return {
        ...call,
        path: `/inbound/raw?from=${"%41".repeat(dice.length(4_000))}&to=${encodeURIComponent(to)}`,
      };
    case 2:
      return {
        ...call,
        path: `/inbound/raw?to[a]=b&to[]=${encodeURIComponent(to)}&from[]=x&spf=${"%00".repeat(20)}&dkim=%ff%fe`,
      };
    case 3:
      return {
        ...call,
        path: `/inbound/raw?${`to=${encodeURIComponent(to)}&`.repeat(dice.length(80))}from=%`,
      };
    case 4:
      return {
        ...call,
        path: `/inbound/raw?${query.toString()}`,
        headers: {
          "content-type": dice.pick([
            "",
            "text/plain",
            'message/rfc822; charset="',
            "message/rfc822;;;=",
            "x",
          ]),
        },
      };
    default:
      return {
        ...call,
        path: `/inbound/raw?${query.toString()}`,
        headers: {
          ...headers,
          "content-encoding": "gzip",
          "x-forwarded-for": "\u00ff, 127.0.0.1",
          "x-odd": "o".repeat(dice.length(10_000)),
        },
      };
  }
}

function latin(text: string): string {
  return text.replace(/[^\t -~\u0080-\u00ff]/gu, "?");
}

function formCall(dice: Dice, { raw, from, to, story }: MutantMail, number: number): Unproved {
  const fields: FormField[] = [
    { name: "email", value: raw },
    { name: "envelope", value: JSON.stringify({ to: [to], from }) },
    { name: "SPF", value: "pass" },
    { name: "dkim", value: `{@${from.slice(from.indexOf("@") + 1)} : pass}` },
    { name: "sender_ip", value: addressOf(number) },
  ];
  return postForm(dice, fields, story, number, raw);
}

function parsedCall(dice: Dice, seeds: readonly Seed[], world: FuzzedWorld, number: number): Unproved {
  const { webhook, raw } = dice.pick(seeds.filter((seed) => seed.webhook !== undefined));
  const person = dice.pick(world.people);
  const story = [`${webhook!.name}, taken apart`];
  const mail = splitMail(raw);
  const head = replaceField(
    replaceField(mail.head, "From", person.address),
    "Message-ID",
    `<fuzz-${number}@mail.example>`,
  );
  const form = dice.chance(0.1) ? rawForm : parsedForm;
  const sent = joinMail({ ...mail, head });
  let fields = form(
    { ...webhook!, envelopeFrom: person.address },
    person.replyTo,
    sent,
    dice.chance(0.7),
  ).map((field) => (field.name === "sender_ip" ? { ...field, value: addressOf(number) } : field));
  for (let count = dice.length(3); count > 0; count--) {
    const [name, mutation] = dice.pick(Object.entries(formMutations));
    story.push(name);
    fields = mutation(dice, fields);
    if (fields.length === 0) fields = [{ name: "text", value: "" }];
  }
  return postForm(dice, fields, story, number);
}

function postForm(dice: Dice, fields: FormField[], story: string[], number: number, raw?: Buffer): Unproved {
  const boundary = dice.pick(["xYzZY", "xYzZY", "b".repeat(70)]);
  const type = `multipart/form-data; boundary=${boundary}`;
  const body = multipart(boundary, fields);
  const call = { number, path: "/inbound/sendgrid", story };
  if (dice.chance(0.85)) {
    // What holds the boundary is no longer one field.
    const isWhole = raw !== undefined && !raw.includes(`--${boundary}`);
    const isTaken = isWhole && raw.length <= receiveLimits.emailBytesMax;
    return {
      ...call,
      headers: { "content-type": type },
      body,
      ...(isWhole ? { raw } : {}),
      ...(isTaken ? { mustBeTaken: true } : {}),
    };
  }
  story.push("breaks the form");
  if (dice.chance(0.3)) {
    const wrong = [
      "multipart/form-data",
      "multipart/form-data; boundary=",
      "multipart/form-data; boundary=other",
      "application/json",
      `${type}; boundary=x`,
      `multipart/form-data; boundary="${"b".repeat(300)}"`,
    ];
    return { ...call, headers: { "content-type": dice.pick(wrong) }, body };
  }
  const [name, mutation] = dice.pick(Object.entries(byteMutations));
  story.push(name);
  return {
    ...call,
    headers: { "content-type": type },
    body: mutation(dice, body, Buffer.from(body.toReversed())),
  };
}

function eventCall(dice: Dice, world: FuzzedWorld, number: number): Unproved {
  const { body, story } = eventBatch(dice, world);
  const call = { number, path: "/events/sendgrid", story, headers: { "content-type": "application/json" } };
  if (dice.chance(0.75)) return { ...call, body };
  const [name, mutation] = dice.pick(Object.entries(byteMutations));
  story.push(name);
  return { ...call, body: mutation(dice, body, Buffer.from("[".repeat(5_000))) };
}
