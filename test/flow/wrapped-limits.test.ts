// Every limit of what is unpacked (winmail.dat, S/MIME) and of a thread's ids, at its edge and one beyond, through the real
// webhook: what is within is read whole, what is beyond stays a file or an id less, and the email says so.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noticeWords } from "../../src/inbox/notice-words.ts";
import { wrappingsMax } from "../../src/inbox/open-parts.ts";
import { parseLimits } from "../../src/inbox/parse.ts";
import { smimeLimits } from "../../src/inbox/smime.ts";
import { threadIdsMax } from "../../src/inbox/speak.ts";
import { mapiLimits } from "../../src/inbox/tnef/mapi-properties.ts";
import { tnefLimits } from "../../src/inbox/tnef/read-tnef.ts";
import {
  attribute,
  bodyOf,
  messageProperties,
  nested,
  numberProperty,
  numbersProperty,
  signed,
  signedDepth,
  signedValues,
  textProperty,
  tnef,
  tnefFile,
  tnefMessage,
} from "../support/wrapping.ts";
import { openDesk, type Desk } from "./desk.ts";

const from = "Sam Hill <sam@elsewhere.example>";
const words = "The green one, please.";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
}, 60_000);
afterAll(() => desk.stop());

async function bringFile(type: string, name: string, content: Buffer) {
  const headers = [`Content-Type: ${type}; name="${name}"`, "Content-Transfer-Encoding: base64"];
  const body = content.toString("base64").replace(/.{76}/gu, "$&\n");
  const { id, text, evidence } = await desk.bring({ from, headers, body });
  const files = await desk.started.store.read.all<{ filename: string }>(
    "select filename from attachments where inbound_email_id = ? order by position",
    id,
  );
  const notices = evidence.filter(({ step }) => step === "notice").map(({ found }) => found);
  return { text: text?.trim(), notices, files: files.map(({ filename }) => filename) };
}

const bringTnef = (...attributes: Buffer[]) =>
  bringFile("application/ms-tnef", "winmail.dat", tnef(...attributes));
const unread = { notices: [noticeWords.tnefUnread], files: ["winmail.dat"] };

describe("a winmail.dat", () => {
  const attributes = (count: number) => [
    ...Array.from({ length: count - 1 }, () => attribute(1, 0x0001, Buffer.alloc(0))),
    bodyOf(words),
  ];
  const properties = (count: number) => [
    messageProperties([
      ...Array.from({ length: count - 1 }, (_, index) => numberProperty(index, index)),
      textProperty(0x1000, words),
    ]),
  ];
  const values = (count: number) => [
    messageProperties([numbersProperty(0x1001, count), textProperty(0x1000, words)]),
  ];
  const messages = (depth: number) => {
    let inner = tnef(bodyOf("Innermost."));
    for (let level = 2; level < depth; level += 1) inner = tnef(tnefMessage(inner));
    return [bodyOf(words), tnefMessage(inner)];
  };

  it.each([
    ["attributes", attributes, tnefLimits.attributesMax],
    ["properties", properties, mapiLimits.propertiesMax],
    ["values of one property", values, mapiLimits.valuesMax],
    ["messages within each other", messages, tnefLimits.nestingMax],
  ] as const)(
    "with the most %s is unpacked, and one with more stays a file and is said to be unread",
    async (_, make, max) => {
      const within = await bringTnef(...make(max));
      expect(within).toMatchObject({ text: words, notices: [noticeWords.tnef] });
      expect(within.files).not.toContain("winmail.dat");
      expect(await bringTnef(...make(max + 1))).toMatchObject(unread);
    },
    60_000,
  );

  it("with the most files has them all, and one with more stays a file", async () => {
    const files = (count: number) => Array.from({ length: count }, (_, index) => tnefFile(`f${index}.txt`));
    const within = await bringTnef(bodyOf(words), ...files(tnefLimits.filesMax));
    expect(within).toMatchObject({ text: words, notices: [noticeWords.tnef] });
    expect(within.files).toHaveLength(tnefLimits.filesMax);
    expect(await bringTnef(bodyOf(words), ...files(tnefLimits.filesMax + 1))).toMatchObject(unread);
  }, 60_000);
});

describe("a signed S/MIME file", () => {
  const entity = Buffer.from(`Content-Type: text/plain\r\n\r\n${words}\r\n`);
  const bring = (content: Buffer) =>
    bringFile("application/pkcs7-mime; smime-type=signed-data", "smime.p7m", content);
  const opened = { text: words, notices: [noticeWords.smimeSigned], files: [] };
  const closed = { notices: [noticeWords.smimeUnread], files: ["smime.p7m"] };

  it("with the most values is opened, and one with more stays a file and is said to be unread", async () => {
    const withValues = (count: number) => signed(entity, count - signedValues - 1);
    expect(await bring(withValues(smimeLimits.valuesMax))).toEqual(opened);
    expect(await bring(withValues(smimeLimits.valuesMax + 1))).toMatchObject(closed);
  }, 60_000);

  it("with a file of 17 MB in it is opened", async () => {
    const line = `${"x".repeat(78)}\r\n`;
    const file = `Content-Type: application/zip; name="all.zip"\r\n\r\n${line.repeat((17 * 2 ** 20) / 80)}`;
    const whole = `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n${entity.toString()}--b\r\n${file}--b--\r\n`;
    expect(await bring(signed(Buffer.from(whole)))).toEqual({ ...opened, files: ["all.zip"] });
  }, 60_000);

  it("with the most values within each other is opened, and one with more stays a file", async () => {
    const deep = (depth: number) => signed(entity, 0, nested(depth - signedDepth + 1));
    expect(await bring(deep(smimeLimits.depthMax))).toEqual(opened);
    expect(await bring(deep(smimeLimits.depthMax + 1))).toMatchObject(closed);
  });

  it("within others is opened as often as is allowed, and the next one stays a file", async () => {
    const within = (count: number): Buffer => {
      let content = signed(entity);
      for (let level = 1; level < count; level += 1) {
        const head = `Content-Type: application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"\r\nContent-Transfer-Encoding: base64\r\n\r\n`;
        content = signed(Buffer.from(head + content.toString("base64").replace(/.{76}/gu, "$&\r\n")));
      }
      return content;
    };
    expect(await bring(within(wrappingsMax))).toEqual(opened);
    const beyond = await bring(within(wrappingsMax + 1));
    expect(beyond.notices).toContain(noticeWords.smimeUnread);
    expect(beyond.files).toEqual(["smime.p7m"]);
  });
});

describe("the ids of a thread", () => {
  const ann = "Ann Weber <ann@harbordental.example>";
  const lee = "Lee Okafor <lee@harbordental.example>";
  const ids = (count: number, name: string) =>
    Array.from({ length: count }, (_, index) => `<${name}-${index}@harbordental.example>`);

  it(`are read up to the newest ${parseLimits.idsMax}, and lead to the task, however many stand before them`, async () => {
    const { taskId, received } = await desk.ask();
    const own = received("ann").headers["Message-ID"]!;
    const references = [...ids(parseLimits.idsMax + 1, "older"), own];
    const headers = [`References: ${references.join("\r\n ")}`];
    expect(await desk.bring({ from: ann, subject: "Re: x", headers })).toMatchObject({ taskId });
  });

  it(`are remembered, the nearest ${threadIdsMax - 1} of a long conversation, so that a later answer to one of these joins`, async () => {
    const { taskId, replyTo } = await desk.ask();
    const between = ids(3 * threadIdsMax, "between");
    const headers = [`References: ${between.join("\r\n ")}`, `In-Reply-To: ${between.at(-1)}`];
    expect(await desk.bring({ from: ann, to: replyTo, headers })).toMatchObject({ taskId });
    const answer = (id: string, body: string) =>
      desk.bring({ from: lee, subject: "AW: Formular", headers: [`In-Reply-To: ${id}`], body });
    const nearest = between.slice(-(threadIdsMax - 1));
    expect(await answer(nearest.at(-1)!, "To the newest.")).toMatchObject({ reason: "posted", taskId });
    expect(await answer(nearest[0]!, "To the oldest that is known.")).toMatchObject({ taskId });
    const older = await answer(between.at(-threadIdsMax)!, "To one that is too old.");
    expect(older).toMatchObject({ status: "handled", reason: "opened_task" });
  });
});
