// The html and text of every email that there is, as the previews compose them: what mail programs make of them by the tables
// of caniemail.com, and golden files to read and compare (`npx vitest run -u` writes them anew).
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { caniemail, rawData } from "caniemail";
import { JSDOM } from "jsdom";
import { beforeAll, expect, it } from "vitest";
import { locales } from "../../src/domain/locale.ts";
import { readApproval } from "../../src/inbox/commands/read-approval.ts";
import { readAsk } from "../../src/inbox/commands/read-ask.ts";
import { readChoice } from "../../src/inbox/commands/read-choice.ts";
import { readOrder } from "../../src/inbox/commands/read-order.ts";
import { asksForChanges, readWhole } from "../../src/inbox/commands/read-step.ts";
import { wholePhrases } from "../../src/inbox/commands/step-phrases.ts";
import { loadTemplates } from "../../src/render.ts";
import type { ComposedPreview } from "../../src/sandbox/compose-previews.ts";
import { codeOf, emptyButSubject, noticeWords } from "../../src/inbox/notice-words.ts";
import type { Locale } from "../../src/domain/locale.ts";
import { heldReasons } from "../../src/portal/outcome-words.ts";
import { everyPreview } from "../support/every-preview.ts";
import { openOutbox } from "../support/outgoing.ts";
import { openTestStore } from "../support/store.ts";
import { contrast, contrastMin, lookAtColours } from "./email-colours.ts";

const golden = fileURLToPath(new URL("golden/", import.meta.url));
const bytesMax = 90_000;

/** What a program of ours does without, and why its reader misses nothing. Titles are those of caniemail.com. */
const exceptions: Record<string, { in: readonly string[]; why: string }> = {
  "@media": {
    in: ["gmail.mobile-webmail", "outlook.windows"],
    why: "Asks for dark mode only; without it the light colours stay, or the program darkens them itself.",
  },
  "<style> element": {
    in: ["gmail.mobile-webmail"],
    why: "Holds the dark colours only; everything else stands in the elements.",
  },
  "<body> element": {
    in: ["yahoo.ios", "yahoo.android"],
    why: "Is taken away; the div inside it has the same class, colour and language.",
  },
  "border-radius": { in: ["outlook.windows"], why: "Corners are square there." },
  "table-layout": {
    in: ["outlook.windows"],
    why: "Keeps a long word from widening the card; there a table for Word alone has a fixed width.",
  },
  "word-break": {
    in: ["yahoo"],
    why: "A word longer than a line scrolls; table-layout keeps the card's width.",
  },
  "overflow-wrap": {
    in: ["gmail", "outlook", "yahoo"],
    why: "Gmail and Outlook.com break such a word by word-break, which stands beside it; Yahoo scrolls.",
  },
  overflow: { in: ["outlook.windows"], why: "Is not used: the checker finds it within overflow-wrap." },
  "height property": { in: ["yahoo"], why: "Is not used: the checker finds it within line-height." },
};

const parser = new new JSDOM("").window.DOMParser();
const documents = new Map<string, Document>();

/** Looked at by several tests, so changed by none but the last. */
function parse(html: string): Document {
  const parsed = documents.get(html) ?? parser.parseFromString(html, "text/html");
  documents.set(html, parsed);
  return parsed;
}

let all: ComposedPreview[];
beforeAll(async () => {
  all = (await everyPreview()).all;
});

it("asks no mail program for what it cannot do, but for what its reader can do without", () => {
  checkOutlookCom();
  const clients = ["gmail.*", "outlook.windows", outlookCom, "apple-mail.*", "yahoo.*"] as const;
  const used = new Set<string>();
  const faults = new Set<string>();
  for (const { kind, name, email } of all) {
    const { issues } = caniemail({ clients: [...clients], html: email.html });
    for (const [client, found] of issues.errors) {
      for (const { title } of found) {
        const isExpected = exceptions[title]?.in.some((start) => client.startsWith(start)) === true;
        if (isExpected) used.add(title);
        else faults.add(`${title} in ${client}, as in ${kind}/${name}`);
      }
    }
  }
  expect([...faults]).toEqual([]);
  expect([...used].toSorted()).toEqual(Object.keys(exceptions).toSorted());
});

it("has its reader's language, at most one heading, no picture that says nothing, and stays small", () => {
  for (const { kind, name, email } of all) {
    const about = `${kind}/${name}`;
    const document = parse(email.html);
    const language = name.startsWith("german") ? "de" : "en";
    expect([document.documentElement.lang, document.body.children[0]?.getAttribute("lang")], about).toEqual([
      language,
      language,
    ]);
    expect(document.title, about).toBe(email.subject);
    expect(document.querySelectorAll("h1").length, about).toBeLessThanOrEqual(1);
    expect(document.querySelectorAll("img:not([alt])"), about).toHaveLength(0);
    expect(document.querySelectorAll("table:not([role=presentation])"), about).toHaveLength(0);
    expect(Buffer.byteLength(email.html), about).toBeLessThan(bytesMax);
  }
});

it("has a dark twin of every colour, and words that can be read in both modes", () => {
  const pairs = new Set<string>();
  for (const { kind, name, email } of all) {
    const looked = lookAtColours(parse(email.html));
    expect(looked.faults, `${kind}/${name}`).toEqual([]);
    for (const pair of looked.pairs) pairs.add(pair);
  }
  expect(pairs.size).toBeGreaterThan(10);
  // What it measures by.
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeLessThan(contrastMin);
});

it("has a text twin with the same links, and no markup of ours", () => {
  for (const { kind, name, email } of all) {
    const about = `${kind}/${name}`;
    const links = [...parse(email.html).links];
    expect(links.length, about).toBeGreaterThan(0);
    for (const link of links) {
      expect(link.textContent.trim(), about).not.toBe("");
      expect(email.text, about).toContain(link.getAttribute("href"));
    }
    expect(email.text, about).not.toMatch(/style="|<\/?(?:p|td|table|br)\b/u);
  }
});

it("has a text twin with the same paragraphs, one blank line between any two", () => {
  let paragraphs = 0;
  for (const { kind, name, email } of all) {
    const about = `${kind}/${name}`;
    expect(email.text, about).not.toMatch(/^\n|\n\n\n|[^-] \n|\n\n$/u);
    if (!tellsOfStep(kind)) continue;
    for (const block of parse(email.html).querySelectorAll("h1, p[class=ink]")) {
      for (const br of block.querySelectorAll("br")) br.replaceWith("\n");
      expect(`\n\n${email.text}`, about).toContain(`\n\n${block.textContent.trim()}\n\n`);
      paragraphs += 1;
    }
  }
  expect(paragraphs).toBeGreaterThan(100);
});

/** What a client's reader can write, the emails that say how, and which of our programs takes it. */
const commands: Record<string, { in: readonly string[]; takes: (words: string) => boolean }> = {
  withdraw: { in: ["receipt"], takes: (words) => readWhole(words) === "withdraw" },
  backlog: { in: ["accepted"], takes: (words) => readWhole(words) === "backlog" },
  order: { in: ["backlog"], takes: (words) => readOrder(words, 9) !== undefined },
  approve: { in: ["ready-for-approval"], takes: (words) => readApproval(words) !== undefined },
  changes: { in: ["ready-for-approval"], takes: (words) => asksForChanges(`${words} a larger logo`) },
  undo: { in: ["approved"], takes: (words) => readWhole(words) === "undo" },
  training: { in: ["approved"], takes: (words) => readAsk(words)?.kind === "training" },
  choice: { in: ["free-times"], takes: (words) => readChoice(words, 9)?.kind === "choice" },
  move: { in: ["session-booked", "session-moved"], takes: (words) => readChoice(words, 9)?.kind === "move" },
  cancel: {
    in: ["session-booked", "session-moved"],
    takes: (words) => readChoice(words, 9)?.kind === "cancel",
  },
};

it("names every command in an email that it answers or follows, in words that are understood", () => {
  expect(Object.keys(wholePhrases).filter((kind) => !(kind in commands))).toEqual([]);
  for (const [command, { in: kinds, takes }] of Object.entries(commands)) {
    for (const locale of locales) {
      for (const kind of kinds) {
        const named = all
          .filter(({ kind: of, name }) => of === kind && name.startsWith("german") === (locale === "de"))
          .flatMap(({ email }) => namedIn(email.text));
        expect(named.some(takes), `${command} in ${kind}, ${locale}: ${named.join(" | ")}`).toBe(true);
      }
    }
  }
});

it.each([
  "receipt.add",
  "accepted.order",
  "ready-for-approval.how",
  "ready-for-approval.changes",
  "approved.undo",
  "approved.training",
  "free-times.keep",
])("names in %s nothing that is not understood", (key) => {
  const { say } = loadTemplates();
  for (const locale of locales) {
    const named = namedIn(say(locale, key));
    expect(named.length, locale).toBeGreaterThan(0);
    const takers = Object.values(commands);
    expect(named.filter((words) => !takers.some(({ takes }) => takes(words)))).toEqual([]);
  }
});

/** What stands in quotation marks, and the numbers of an order, which stand in none. */
function namedIn(text: string): string[] {
  const quoted = text.matchAll(/“([^“”]+)”|„([^„“]+)“/gu);
  const orders = text.matchAll(/: (\d+(?:, \d+)+)\./gu);
  return [...quoted, ...orders].map(([, one, other]) => (one ?? other)!);
}

it("is what the golden files say", async () => {
  for (const { kind, name, email } of all) {
    const { from, to, subject, html, text } = email;
    const head = `From: ${from.name} <${from.address}>\nTo: ${to.name} <${to.address}>\nSubject: ${subject}`;
    await expect(html).toMatchFileSnapshot(`${golden}${kind}-${name}.html`);
    await expect(`${head}\n\n${text}`).toMatchFileSnapshot(`${golden}${kind}-${name}.txt`);
  }
  const files = new Set(all.flatMap(({ kind, name }) => [`${kind}-${name}.html`, `${kind}-${name}.txt`]));
  expect(readdirSync(golden).filter((file) => !files.has(file))).toEqual([]);
});

const templates = fileURLToPath(new URL("../../templates/email/", import.meta.url));

function tellsOfStep(kind: string): boolean {
  return readFileSync(`${templates}${kind}.html.hbs`, "utf8").includes("{{#> layouts/email-step ");
}

/** Stands for Outlook.com below. */
const outlookCom = "outlook.windows-mail";

/** The checker has what Outlook.com can do and no way to ask for it; here it takes the place of a program that is gone. */
function checkOutlookCom(): void {
  for (const { stats } of rawData.data) stats.outlook["windows-mail"] = stats.outlook["outlook-com"];
}

it("says of held and wrapped emails in every language what the pages say in English", async () => {
  const { render, words } = openOutbox(await openTestStore());
  const reasonIn = (locale: Locale, reason: string | null) =>
    words.reason(reason, (key) => render.say(locale, key));
  for (const reason of heldReasons) expect(reasonIn("de", reason)).not.toBe(reasonIn("en", reason));
  expect(reasonIn("de", null)).toBe("");
  expect(reasonIn("de", "a_new_one")).toBe("A new one.");
  const sentences = [...Object.values(noticeWords), emptyButSubject("Hello")];
  for (const found of sentences) {
    const { code, subject = "" } = codeOf(found);
    expect(render.say("en", `notice.${code}`, { subject })).toBe(found);
    expect(render.say("de", `notice.${code}`, { subject })).toMatch(/E-Mail/u);
  }
});

it("speaks German of what became of an email that a German reader is told of", () => {
  for (const { kind, name, email } of all.filter((each) => each.name.startsWith("german"))) {
    expect(email.text, `${kind}/${name}`).not.toMatch(/\b(?:this email|nobody|given up|was not checked)\b/iu);
  }
});
