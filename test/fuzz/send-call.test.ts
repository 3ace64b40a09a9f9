// What the fuzzer takes for a lost email or a fault, by the answer alone.
import { describe, expect, it } from "vitest";
import type { Call } from "./call.ts";
import { judgeAnswer } from "./send-call.ts";

const call: Call = {
  number: 1,
  path: "/inbound/raw?to=a@b.example",
  headers: {},
  body: Buffer.from("x"),
  raw: Buffer.from("x"),
  story: [],
  isProved: true,
};
const whole: Call = { ...call, mustBeTaken: true };
const events: Call = { ...call, path: "/events/sendgrid" };
const refused = JSON.stringify({ error: "It is too large." });

describe("the fuzzer", () => {
  it.each<[string, Call, number | undefined, string]>([
    ["no answer", call, undefined, "socket hang up"],
    ["an answer that is no JSON", call, 200, "<html>"],
    ["one that says nothing of what is stored", call, 200, "{}"],
    ["one that says that nothing is stored or known", call, 200, '{"stored":0,"known":0}'],
    ["a batch of events that nobody counted", events, 200, '{"stored":1}'],
    ["a refusal without a sentence", call, 400, '{"error":"no"}'],
    ["a fault of ours", call, 503, refused],
    ["a refusal of an email whose call is as it should be", whole, 413, refused],
    ["a redirection", call, 302, refused],
  ])("finds %s", (_about, sent, status, text) => {
    expect(judgeAnswer(sent, { status, text, ms: 1 }).wrong).toHaveLength(1);
  });

  it.each<[string, Call, number, string]>([
    ["an email that is stored", whole, 200, '{"stored":1,"known":0}'],
    ["one that was known", whole, 200, '{"stored":0,"known":1}'],
    ["events that are counted", events, 200, '{"recorded":0}'],
    ["a refusal of a broken call", call, 400, refused],
    ["a refusal without a good proof", { ...whole, isProved: false }, 401, refused],
  ])("is content with %s", (_about, sent, status, text) => {
    expect(judgeAnswer(sent, { status, text, ms: 1 }).wrong).toEqual([]);
  });
});
