// What is read of an email that somebody forwarded by hand: in every program's form, in every language, nested or attached.
import { describe, expect, it } from "vitest";
import { extractReply } from "../../src/reply/extract.ts";
import { readForwards } from "../../src/reply/read-forward.ts";
import { readMailbox } from "../../src/reply/text/mailbox.ts";
import { findForwarded } from "../../src/inbox/forwarded-email.ts";
import { replyBodies } from "../../src/inbox/reply-bodies.ts";
import { isForwardSubject, withoutForwardPrefix } from "../../src/threading/subject-number.ts";
import { forwardCases, passedOn } from "../support/forwards.ts";
import { openWorld } from "../support/world.ts";
import { sharedPool } from "../support/parse-pool.ts";

const pool = sharedPool();

function read(text: string) {
  const { original } = extractReply({ text });
  return { original, parts: readForwards(original, { withAttributions: true }) };
}

describe("a forward is read whole", () => {
  it.each(forwardCases)("of $name", ({ text, date }) => {
    const { original, parts } = read(text);
    expect(parts).toHaveLength(1);
    const [part] = parts;
    expect(part).toMatchObject({ fromName: passedOn.fromName, fromAddress: passedOn.fromAddress });
    expect(part!.date.replaceAll("\u202f", " ")).toContain(date.replaceAll("\u202f", " "));
    // An attribution names no subject; that of the forward stands in for it.
    if (part!.subject !== "") expect(part!.subject).toBe(passedOn.subject);
    expect(part!.text.replaceAll(/[ \t]+$/gmu, "").trim()).toBe(passedOn.body);
    expect(original.slice(0, part!.from).trim()).toBe(passedOn.cover);
  });
});

describe("no forward", () => {
  it.each([
    ["words alone", "Can we talk about the relaunch tomorrow?\n\nPriya"],
    ["an agenda", "Agenda\nDate: Tuesday\nTo: be decided\nSubject: relaunch"],
    ["addresses for us to use", "Please use these from now on:\nFrom: info@x.example\nTo: sales@x.example"],
  ])("is read from %s", (_, text) => {
    expect(read(text).parts).toEqual([]);
  });

  it("is read from a reply that quotes what it answers, unless its subject says so", () => {
    const { original } = extractReply({
      text: "Thanks!\n\nOn Tue, 3 Mar 2026 at 10:00, Ann Weber <ann@harbordental.example> wrote:\n> Hello\n",
    });
    expect(readForwards(original)).toEqual([]);
  });
});

it.each([
  ["Ann Weber <ann@harbordental.example>", "Ann Weber", "ann@harbordental.example"],
  ["ann@harbordental.example", "", "ann@harbordental.example"],
  ["Ann Weber [mailto:Ann@HarborDental.example]", "Ann Weber", "ann@harbordental.example"],
  [
    '"Weber, Ann" <ann@harbordental.example<mailto:ann@harbordental.example>>',
    "Weber, Ann",
    "ann@harbordental.example",
  ],
  ["Ann Weber (ann@harbordental.example)", "Ann Weber", "ann@harbordental.example"],
  ["<ann@harbordental.example>", "", "ann@harbordental.example"],
  ["Ann Weber", "Ann Weber", ""],
  ["", "", ""],
])("the sender %s is %s at “%s”", (value, fromName, fromAddress) => {
  expect(readMailbox(value)).toEqual({ fromName, fromAddress });
});

it.each([
  ["Fwd: Logo", "Logo"],
  ["WG: Logo", "Logo"],
  ["[EXTERNAL] TR : Logo", "Logo"],
  ["Doorst: Logo", "Logo"],
  ["ПЕРЕСЛ: Logo", "Logo"],
  ["转发：Logo", "Logo"],
  ["Logo", "Logo"],
  ["Re: Fwd: Logo", "Re: Fwd: Logo"],
])("the subject “%s” is about “%s”", (subject, about) => {
  expect(isForwardSubject(subject)).toBe(subject !== about);
  expect(withoutForwardPrefix(subject)).toBe(about);
});

const head = (from: string, day: number) =>
  `---------- Forwarded message ---------\nFrom: ${from}\nDate: Tue, Mar ${day}, 2026 at 10:00 AM\nSubject: Plan ${day}\nTo: x@y.example\n\n`;

async function find(lines: string[]) {
  const { store } = await openWorld();
  const email = await pool.parse(Buffer.from(lines.join("\r\n")));
  return findForwarded({ pool, store }, email, await pool.extract(replyBodies(email)));
}

const staffHead = [
  "From: Priya <priya@northbeam.example>",
  "Subject: Fwd: Plan",
  "Message-ID: <1@northbeam.example>",
];

describe("of forwards within each other", () => {
  it("the one right below the forwarder’s words is the original, with all that it holds", async () => {
    const body = `See below.\n\n${head("Ann <ann@harbordental.example>", 3)}Look what Bo wrote.\n\n${head("Bo <bo@x.example>", 2)}Red?`;
    const found = await find([...staffHead, "", body]);
    expect(found?.original).toMatchObject({
      place: "below",
      fromAddress: "ann@harbordental.example",
      subject: "Plan 3",
      cover: "See below.",
    });
    expect(found?.original.text).toMatch(/^Look what Bo wrote\.[^]*Bo <bo@x\.example>[^]*Red\?$/u);
  });

  it("one that a colleague forwarded first is passed by, and what they wrote is folded, not lost", async () => {
    const body = `Who takes it?\n\n${head("Tom <tom@northbeam.example>", 3)}Not for me.\n\n${head("Ann <ann@harbordental.example>", 2)}Red?`;
    const found = await find([...staffHead, "", body]);
    expect(found?.original).toMatchObject({ fromAddress: "ann@harbordental.example", text: "Red?" });
    const { blocks, original } = found!.reply;
    expect(blocks.map(({ kind }) => kind)).toEqual(["kept", "quoted", "quoted", "context", "context"]);
    expect(blocks.map(({ text }) => text).join("")).toBe(original);
    expect(blocks[2]?.text).toContain("Not for me.");
    expect(found?.reply.kept).not.toContain("Not for me.");
  });
});

describe("an email that is attached", () => {
  const attached = (type: string, name: string, inner: string) => [
    ...staffHead,
    'Content-Type: multipart/mixed; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    "This came in.",
    "--b",
    `Content-Type: ${type}; name="${name}"`,
    `Content-Disposition: attachment; filename="${name}"`,
    "",
    inner,
    "--b--",
  ];
  const inner = [
    "From: Ann Weber <ann@harbordental.example>",
    "Date: Tue, 3 Mar 2026 10:00:00 +0100",
    "Subject: Price list",
    "Message-ID: <inner@harbordental.example>",
    'Content-Type: multipart/mixed; boundary="i"',
    "",
    "--i",
    "Content-Type: text/html; charset=utf-8",
    "",
    "<p>Please put it online. Gr\u00fc\u00dfe</p>",
    "--i",
    "Content-Type: application/pdf",
    'Content-Disposition: attachment; filename="prices.pdf"',
    "",
    "%PDF-1.4",
    "--i--",
  ].join("\r\n");

  it.each([
    ["message/rfc822", "Price list.eml"],
    ["application/octet-stream", "Price list.eml"],
  ])("as %s is read with its files", async (type, name) => {
    const found = await find(attached(type, name, inner));
    expect(found?.original).toEqual({
      place: "attached",
      fromName: "Ann Weber",
      fromAddress: "ann@harbordental.example",
      date: "2026-03-03T09:00:00.000Z",
      subject: "Price list",
      text: "Please put it online. Gr\u00fc\u00dfe",
      cover: "This came in.",
    });
    expect(found?.uploads.map(({ filename }) => filename)).toEqual(["prices.pdf"]);
    expect(found?.ids).toContain("<inner@harbordental.example>");
    expect(found?.reply.kept).toBe(
      "This came in.\n\nFrom an email of Ann Weber <ann@harbordental.example>, 2026-03-03T09:00:00.000Z: Price list\n\nPlease put it online. Gr\u00fc\u00dfe",
    );
  });

  it("that cannot be read stays a file", async () => {
    expect(await find(attached("message/rfc822", "x.eml", "no email at all"))).toBeUndefined();
  });
});

it("takes time in proportion to what it reads", () => {
  const texts = [
    "From: a@b.example\n".repeat(40_000),
    `${"> ".repeat(200)}From: a@b.example\n`.repeat(2_000),
    `----- Forwarded Message ----- ${"From: ".repeat(200_000)}`,
    head("Ann <ann@harbordental.example>", 3).repeat(5_000),
    `${"<".repeat(50_000)}@${">".repeat(50_000)}\n`.repeat(5),
    `${"a:".repeat(500)}@\n`.repeat(1_000),
    `----- ${"A".repeat(20)}:`.repeat(60).slice(0, 1_500).concat("@\n").repeat(200),
  ];
  for (const text of texts) {
    const before = performance.now();
    readForwards(text, { withAttributions: true });
    expect(performance.now() - before).toBeLessThan(2_000);
  }
});
