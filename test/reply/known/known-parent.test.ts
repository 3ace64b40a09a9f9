// What is kept when the email that a reply answers is known: in any language, from any mail program, however it was quoted.
import { describe, expect, test } from "vitest";
import { extractReply } from "../../../src/reply/extract.ts";

const parent = {
  text: "Priya Nair wrote in “Route new patient enquiries”:\n\nHello Ann,\n\nthe form is mended, and the old one is gone. Two questions:\n\n- Which colour should the button have?\n- May Altona see it before Friday?\n\n* * *\nStage: Working. It is your turn.\nReply to this email to answer. Your reply goes to Priya Nair and Lee Okafor.\nOpen the task: https://desk.example/t/ceaaaaaaaabfaqoekrya7o53a\n\n-- \nYou get this email because you take part in this task.\nNorthbeam",
};
/** The same as a program shows it that reads the html: other marks and line ends, no link. */
const shown =
  'Priya Nair wrote in "Route new patient enquiries":\n\nHello Ann,\n\nthe form is mended, and the old one\nis gone. Two questions:\n\n- Which colour should the button have?\n\n- May Altona see it before Friday?\n\nStage: Working. It is your turn.\nReply to this email to answer. Your reply goes to Priya Nair and Lee\nOkafor.\n\n[Open the task]<https://safelinks.example/?url=https%3A%2F%2Fdesk.example&data=05>\n\nYou get this email because you take part in this task.\nNorthbeam';
const marked = shown.replaceAll(/^/gm, "> ");
const block =
  "________________________________\nZub: Priya Nair <hello@reply.northbeam.example>\nGnorf: 3. Mok 2026 15:14\nBrax: Ann Weber <ann@harbordental.example>\nPlim: Route new patient enquiries [#12]\n\n";
const line = "Zub 3 Mok 2026, 15:14, Priya Nair <hello@reply.northbeam.example> gnorf:\n\n";

const keptOf = (text: string, known: typeof parent = parent) => extractReply({ text, parent: known });

describe("an answer above the quote", () => {
  test.each([
    ["unmarked, below a header block", `Green, please.\n\n${block}${shown}\n`],
    ["unmarked, below an attribution", `Green, please.\n\n${line}${shown}\n`],
    ["unmarked, below a dashed line", `Green, please.\n\n-----Mok gnorf-----\n\n${shown}\n`],
    ["unmarked, with nothing above it", `Green, please.\n\n${shown}\n`],
    [
      "marked, below an attribution over three lines",
      `Green, please.\n\nZub 3 Mok 2026, 15:14, Priya Nair\n<hello@reply.northbeam.example>\ngnorf:\n\n${marked}\n`,
    ],
    ["marked, with nothing above it", `Green, please.\n\n${marked}\n`],
  ])("%s", (_, text) => {
    const reply = keptOf(text);
    expect(reply.kept).toBe("Green, please.");
    expect(reply.confidence).toBeGreaterThanOrEqual(0.85);
  });

  test("is less sure where another mail stands above the email it answers: the author may have pasted it", () => {
    const pasted =
      "From: Cy Young <cy@example.com>\nDate: Mon, 3 Mar 2025 10:00:00 +0100\nTo: info@harbordental.example\nSubject: Broken form\n\nI can't send the form.\n\n";
    const head =
      "From: Priya Nair <hello@reply.northbeam.example>\nSent: Tuesday, March 3, 2026 3:14 PM\nTo: Ann Weber\nSubject: Route\n\n";
    expect(keptOf(`See below.\n\n${pasted}${head}${shown}`).confidence).toBeLessThan(0.7);
    expect(keptOf(`See below.\n\n${head}${shown}`).confidence).toBeGreaterThanOrEqual(0.85);
  });

  test("stays whole when it uses the quote's own words", () => {
    const own = "Which colour should the button have? Green. And yes: Altona see it before Friday.";
    expect(keptOf(`${own}\n\n${line}${marked}\n`).kept).toBe(own);
    expect(keptOf(`${own}\n\n${block}${shown}\n`).kept).toBe(own);
  });

  test("stays when it ends in a colon", () => {
    expect(keptOf(`My answer, in short:\n\n${marked}\n`).kept).toBe("My answer, in short:");
  });
});

describe("answers inside the quote", () => {
  const between = shown
    .replace("have?\n", "have?\n\nGreen as the door, please.\n")
    .replace("Friday?\n", "Friday?\n\nYes, whenever they like.\n");

  test("typed between unmarked lines are kept with the lines they answer", () => {
    const { blocks } = keptOf(`See below.\n\n${block}${between}\n`);
    const own = blocks.filter(({ kind }) => kind === "kept").map(({ text }) => text.trim());
    expect(own).toEqual(["See below.", "Green as the door, please.", "Yes, whenever they like."]);
    expect(blocks.find(({ kind }) => kind === "context")?.text).toContain(
      "Which colour should the button have?",
    );
    expect(blocks.filter(({ kind }) => kind === "quoted").length).toBeGreaterThan(1);
  });

  test("typed inside a quote container without leaving it are kept", () => {
    const paragraphs = between.split("\n\n").map((words) => `<p>${words.replaceAll("<", "&lt;")}</p>`);
    const html = `<div>See below.</div><div class="gmail_quote"><div class="gmail_attr">Zub:</div><blockquote class="gmail_quote">${paragraphs.join("")}</blockquote></div>`;
    const own = extractReply({ html, parent }).blocks.filter(({ kind }) => kind === "kept");
    expect(own.map(({ text }) => text.trim().replace(/^> /, ""))).toEqual([
      "See below.",
      "Green as the door, please.",
      "Yes, whenever they like.",
    ]);
  });

  test("typed at the end of a quoted line are shown with that line", () => {
    const { kept } = keptOf(`See below.\n\n${block}${shown.replace("have?", "have? Green as the door.")}\n`);
    expect(kept).toContain("Green as the door.");
    expect(kept).not.toContain("Northbeam");
  });

  test("typed below an unmarked quote are kept alone", () => {
    expect(keptOf(`${block}${shown}\n\nGreen as the door, please.\n`).kept).toBe(
      "Green as the door, please.",
    );
    expect(
      keptOf(`Hello.\n\n${block}${shown}\n\nGreen as the door, please.\n`).kept.replace(/\n+/, " "),
    ).toBe("Hello. Green as the door, please.");
  });

  test("typed below a paragraph that was left of the quote are kept", () => {
    const text = `${line}> - Which colour should the button have?\n\nGreen as the door.\n`;
    expect(keptOf(text).kept).toBe("Green as the door.");
  });
});

describe("what the parent does not say", () => {
  test("older mail that the quote goes on with stays quoted", () => {
    const older =
      "From: Ann Weber <ann@harbordental.example>\nSent: Monday\nSubject: form\n\nWhere is the old form?";
    expect(keptOf(`Green, please.\n\n${block}${shown}\n\n${older}\n`).kept).toBe("Green, please.");
  });

  test("lines that the program changed stay quoted", () => {
    const changed = shown.replace("Stage: Working. It is your turn.", "Phase: En cours. À vous de jouer.");
    expect(keptOf(`Green, please.\n\n${block}${changed}\n`).kept).toBe("Green, please.");
  });

  test("another email of the same task gives no answers back", () => {
    const other = {
      text: parent.text.replace(
        /Hello Ann,[\s\S]*Friday\?/,
        "Good morning,\n\nwe began with your form on Monday and are nearly through.",
      ),
    };
    const header =
      "From: Priya Nair <hello@reply.northbeam.example>\nSent: Tuesday, March 3, 2026 3:14 PM\nTo: Ann\nSubject: form\n\n";
    expect(keptOf(`Green, please.\n\n${header}${shown}\n`, other).kept).toBe("Green, please.");
  });
});

test("writing without blanks aligns however it was wrapped", () => {
  const words =
    "新しい申込フォームができました。古いフォームはもうありません。ボタンの色は何色がよいでしょうか。金曜日までに教えてください。";
  const wrapped = words.replaceAll(/(.{17})/gu, "$1\n");
  const text = `緑でお願いします。\n\nズブ 3 モク 2026 15:14、Priya <hello@reply.northbeam.example>：\n\n${wrapped}\n`;
  expect(extractReply({ text, parent: { text: words } }).kept).toBe("緑でお願いします。");
});
