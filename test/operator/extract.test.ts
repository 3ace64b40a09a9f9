// `inreply extract`: one mail folded for a person, or many replies as JSON lines for a program.
import { once } from "node:events";
import { PassThrough, Writable } from "node:stream";
import { describe, expect, it, vi } from "vitest";
import { parseLimits } from "../../src/inbox/parse.ts";
import { extractLines } from "../../src/operator/extract-lines.ts";
import { showExtracted } from "../../src/operator/extract.ts";
import { inreplyWith } from "../support/inreply.ts";

// Some tests start a process.
vi.setConfig({ testTimeout: 60_000 });

const attribution = "On Mon, 1 Feb 2016 at 18:32, Ann Lee <ann@harbor.example> wrote:";
const mail = [
  "From: Bo <bo@harbor.example>",
  "Subject: Re: Plan",
  "",
  "Yes, go ahead.",
  "",
  "--",
  "Bo",
  "Harbor & Sons",
  "",
  attribution,
  "> Shall we start?",
  "> Ann",
  "",
].join("\n");

async function* piped(...pieces: (string | Uint8Array)[]) {
  for (const piece of pieces) yield await Promise.resolve(Buffer.from(piece));
}

describe("a mail on standard input", () => {
  const folded = [
    "Yes, go ahead.",
    "",
    "[signature, 3 lines: signature]",
    "",
    "[quoted, 3 lines: attribution, quote marks below an attribution]",
    "",
    "method: text: signature, attribution, quote marks below an attribution",
    "confidence: 0.95",
  ].join("\n");

  it("is printed with each cut folded to a line where it stood", async () => {
    expect(await showExtracted(piped(mail.slice(0, 50), mail.slice(50)), false)).toBe(folded);
  });

  it("is printed with its folds open, when asked", async () => {
    const open = await showExtracted(piped(mail), true);
    expect(open).toContain("[signature, 3 lines: signature]\n  | --\n  | Bo\n  | Harbor & Sons\n\n");
    expect(open).toContain(`  | ${attribution}\n  | > Shall we start?\n  | > Ann\n\nmethod: `);
  });

  it("is printed without what could move a terminal's cursor", async () => {
    const hostile = "From: a@b.example\n\nHello \u001b[2Jthere\u202e\u0007,\tnow\n";
    expect(await showExtracted(piped(hostile), false)).toMatch(/^Hello {2}\[2Jthere {2},\tnow\n/u);
  });

  it("is refused when it is larger than the inbox takes", async () => {
    const limits = { ...parseLimits, emailBytesMax: 100 };
    await expect(showExtracted(piped(mail), false, limits)).rejects.toThrow("larger than 100 bytes");
  });

  it("needs no settings, and ends with 65 when it is no mail", async () => {
    const run = (words: string[], input: string) =>
      inreplyWith(({ stdin }) => stdin?.end(input), ["extract", ...words], { PORT: "many" });
    expect(await run([], mail)).toEqual({ exit: 0, out: `${folded}\n`, err: "" });
    expect(await run([], "no header\n")).toEqual({
      exit: 65,
      out: "",
      err: "The bytes are no email: they begin with no header.\n",
    });
    expect(await run([], "")).toEqual({ exit: 65, out: "", err: "There is no mail on standard input.\n" });
    expect((await run(["--jsonl", "--full"], "")).exit).toBe(64);
    expect((await run(["mail.eml"], "")).err).toMatch(
      /^“extract” takes no further word “mail\.eml”\. It reads standard input: inreply extract < FILE\.\n/u,
    );
  });

  it("is printed quietly to whoever stops reading", async () => {
    const long = mail.replace("> Ann", "> A line that they answer.\n".repeat(50_000));
    const ran = await inreplyWith(
      ({ stdin, stdout }) => {
        stdout?.once("data", () => stdout.destroy());
        stdin?.end(long);
      },
      ["extract", "--full"],
      {},
    );
    expect([ran.exit, ran.err]).toEqual([0, ""]);
  });
});

/** The answers to these lines. */
async function answersTo(lines: (object | string)[], bytesMax?: number): Promise<Record<string, unknown>[]> {
  const output = new PassThrough();
  const text = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");
  await extractLines(piped(text), output.setEncoding("utf8"), bytesMax);
  return String(output.read() ?? "")
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const text = `Yes, go ahead.\n\n${attribution}\n> Shall we start?\n`;
const html = `<div>Ja, gern.</div><div class="gmail_quote">${attribution}<blockquote>Fangen wir an?</blockquote></div>`;

describe("replies as JSON lines", () => {
  it("are answered in their order, whatever they are made of", async () => {
    const eml = Buffer.from(mail).toString("base64");
    const answers = await answersTo([
      { id: "t", kind: "text", text },
      { id: 2, kind: "html", html },
      { id: "both", kind: "html", html, text: "Ja, gern.\n" },
      { id: "e", kind: "eml", eml, text: "Not believed beside the raw mail." },
      { id: "beside", kind: "eml", text, html: null },
    ]);
    expect(answers.map(({ id, reply }) => [id, reply])).toEqual([
      ["t", "Yes, go ahead."],
      [2, "Ja, gern."],
      ["both", "Ja, gern."],
      ["e", "Yes, go ahead."],
      ["beside", "Yes, go ahead."],
    ]);
    expect(answers[0]).toEqual({
      id: "t",
      reply: "Yes, go ahead.",
      confidence: 0.95,
      method: "text: attribution, quote marks below an attribution",
    });
  });

  it("are read with the email they answer", async () => {
    const parent = { text: "The new form is on the staging site.\nPlease look at the third page of it." };
    const answered = `Looks right.\n\n${parent.text}\n`;
    const [known, unknown] = await answersTo([
      { id: "known", kind: "text", text: answered, parent },
      { id: "unknown", kind: "text", text: answered },
    ]);
    expect(known).toMatchObject({ reply: "Looks right." });
    expect(unknown?.["reply"]).toContain("third page");
  });

  it("are answered with a fault where they are none, and those behind are read", async () => {
    const answers = await answersTo(
      [
        "{ no json",
        '["a"]',
        { kind: "text", text },
        { id: "kind", kind: "rtf", text },
        { id: "body", kind: "html", text },
        { id: "type", kind: "text", text: 5 },
        { id: "parent", kind: "text", text, parent: {} },
        { id: "eml", kind: "eml", eml: "bm8gaGVhZGVy" },
        { id: "long", kind: "text", text: "x".repeat(2_000) },
        "",
        { id: "rescued", kind: "eml", eml: "bm8gaGVhZGVy", text },
      ],
      1_000,
    );
    expect(answers.map(({ id, error }) => [id, error])).toEqual([
      [null, expect.stringMatching(/^The line is no JSON: /u)],
      [null, "The line is no JSON object."],
      [null, "“id” is missing."],
      ["kind", "“kind” is none of text, html, eml."],
      ["body", "“html” is missing."],
      ["type", "“text” is no text."],
      ["parent", "“parent” has neither text nor html."],
      ["eml", "The bytes are no email: they begin with no header."],
      [null, "The line is longer than 1000 bytes."],
      ["rescued", undefined],
    ]);
    expect(answers.at(-1)).toMatchObject({ reply: "Yes, go ahead." });
    expect(answers.at(-1)?.["method"]).toMatch(/; the raw mail is unreadable$/u);
  });

  it("may hold characters that stand across two pieces of input, and a last line without an end", async () => {
    const bytes = Buffer.from(`${JSON.stringify({ id: "é", kind: "text", text: "Çà et là 👍" })}\r\n\n`);
    const output = new PassThrough();
    const last = JSON.stringify({ id: "last", kind: "text", text: "Ok" });
    await extractLines(piped(...Array.from(bytes, (byte) => Uint8Array.of(byte)), last), output);
    expect(String(output.read())).toMatch(/^\{"id":"é","reply":"Çà et là 👍",.*\n\{"id":"last",.*\n$/u);
  });

  it("are read no faster than their answers are taken", async () => {
    let [given, taken] = [0, 0];
    let ahead = 0;
    async function* lines() {
      for (; given < 200; given++) {
        ahead = Math.max(ahead, given - taken);
        yield await Promise.resolve(Buffer.from(`${JSON.stringify({ id: given, kind: "text", text })}\n`));
      }
    }
    const slow = new Writable({
      write: (_, _encoding, done) => {
        taken++;
        setImmediate(done);
      },
    });
    await extractLines(lines(), slow);
    expect([given, taken, ahead <= 2]).toEqual([200, 200, true]);
  });

  it("are answered while the input is still open, and the command ends quietly when nobody reads on", async () => {
    const line = (id: number) => `${JSON.stringify({ id, kind: "text", text })}\n`;
    const answered: string[] = [];
    const ran = await inreplyWith(
      (child) => {
        child.stdin?.write(line(1));
        void (async () => {
          const [first] = (await once(child.stdout!, "data")) as [string];
          answered.push(first);
          child.stdout?.destroy();
          // More than a pipe holds, so that the command writes once nobody reads.
          for (let id = 2; id < 1_000; id++) child.stdin?.write(line(id));
        })();
      },
      ["extract", "--jsonl"],
      {},
    );
    expect(answered).toEqual([expect.stringMatching(/^\{"id":1,"reply":"Yes, go ahead\."/u)]);
    expect([ran.exit, ran.err]).toEqual([0, ""]);
  });

  it("are what the usage says", async () => {
    const { out } = await inreplyWith(({ stdin }) => stdin?.end(), ["help"], {});
    expect(out).toContain("extract [--full] | extract --jsonl");
  });
});
