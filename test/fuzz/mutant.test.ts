// Mutants repeat: what a run of the fuzzer finds, `--only` finds again.
import { generateKeyPairSync } from "node:crypto";
import { expect, it } from "vitest";
import { makeMutant } from "./mutant.ts";

const raw = Buffer.from("From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\nWords of a mail.\r\n");
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const named = (name: string) => ({
  address: `${name}@harbordental.example`,
  replyTo: `r${name}@reply.northbeam.example`,
  noteTo: `n${name}@reply.northbeam.example`,
});
const email = { id: 1, address: "ann@harbordental.example", bounce: "b", loop: "l", messageId: "<m@x>" };
const webhook = {
  name: "simple",
  from: { name: "Ann", address: "ann@harbordental.example" },
  about: "",
  envelopeFrom: "ann@harbordental.example",
  messageId: "<w@x>",
  subject: "x",
  charset: "utf-8",
  lines: [],
  text: Buffer.from("Words."),
  html: undefined,
  files: [],
};
const source = (seed: number) => ({
  seed,
  seeds: [
    { name: "one", raw, isReport: false },
    { name: "two", raw, isReport: true },
    { name: "three", raw, isReport: false, webhook },
  ],
  world: {
    mailFrom: "requests@reply.northbeam.example",
    people: [named("ann"), named("lee")],
    sent: [{ ...email, twin: "<w@x>", root: "<t@x>" }],
  },
  proofs: { token: "a-token-for-the-fuzzer", inboundKey: privateKey, eventsKey: privateKey },
});

it("a mutant of the same seed and number is the same, and of another seed another", () => {
  const shown = (seed: number, number: number) => {
    const { path, body, story } = makeMutant(source(seed), number);
    return { path, story, body: body.toString("base64") };
  };
  const numbers = Array.from({ length: 100 }, (_, index) => index);
  for (const number of numbers) expect(shown(7, number)).toEqual(shown(7, number));
  const same = numbers.filter((number) => shown(7, number).body === shown(8, number).body);
  expect(same.length).toBeLessThan(5);
});
