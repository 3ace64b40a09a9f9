// What comes with an email: files are saved and never run, logos of signatures are no files, and words in any charset, rightly
// or wrongly labelled, are stored as text.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../portal/app.ts";
import { encodeText } from "../support/webhooks/encode-text.ts";
import { answerOn, openDesk, type Desk, type Letter } from "./desk.ts";

const png =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

let desk: Desk;
let asked: Awaited<ReturnType<Desk["ask"]>>;
beforeAll(async () => {
  desk = await openDesk();
  asked = await desk.ask();
}, 30_000);
afterAll(() => desk.stop());

async function answer(letter: Partial<Letter>) {
  const { email, message } = await answerOn(desk, asked, letter);
  const files = await desk.started.store.read.all<{ id: number; filename: string }>(
    "select id, filename from attachments where message_id = ? order by position",
    message.id,
  );
  return { email, message, files };
}

/** What the task's page shows of this message, with what is folded left out. */
async function shownOf(messageId: number): Promise<string> {
  const { text } = await (await desk.signedIn("ann")).get(`/tasks/${asked.taskId}`);
  const [, , shown = ""] = text.split(new RegExp(`(id="message-${messageId}"(?: data-mine)?>)`, "u"));
  const whole = shown.split(/<\/li>\s*(?:<li class="message|<\/ol>)/u)[0] ?? "";
  return whole.replaceAll(/<details class="folded">[^]*?<\/details>/gu, "");
}

function related(html: string, ...files: string[][]): Partial<Letter> {
  const parts = [["Content-Type: text/html; charset=utf-8", "", html], ...files];
  const body = [...parts.flatMap((part) => ["--b", ...part]), "--b--"].join("\n");
  return { headers: ["MIME-Version: 1.0", "Content-Type: multipart/related; boundary=b"], body };
}

function picture(name: string): string[] {
  return [
    `Content-Type: image/png; name="${name}"`,
    `Content-ID: <${name}@mail>`,
    `Content-Disposition: inline; filename="${name}"`,
    "Content-Transfer-Encoding: base64",
    "",
    png,
  ];
}

describe("a picture", () => {
  it("that only the quote or the signature shows is no file of the message, and one in the words is", async () => {
    const html = [
      '<div>See: <img src="cid:sketch.png@mail"></div>',
      '<div class="gmail_signature" data-smartmail="gmail_signature">-- <br>Ann Weber<br><img src="cid:logo.png@mail"></div>',
      '<div class="gmail_quote"><div class="gmail_attr">On Mon, Mar 2, 2026, Priya wrote:</div><blockquote class="gmail_quote"><img src="cid:old.png@mail">Which colour?</blockquote></div>',
    ].join("");
    const names = ["sketch.png", "logo.png", "old.png"];
    const { message } = await answer(related(html, ...names.map((name) => picture(name))));
    const page = await shownOf(message.id);
    expect(page).toMatch(/<img[^>]+src="\/attachments\/\d+\?show/u);
    expect(page).not.toContain("logo.png");
    expect(page).not.toContain("old.png");
  });
});

describe("a logo in a signature", () => {
  // osTicket#779: what names it is no cid.
  it.each([
    ["by its file's name", "image001.png", []],
    [
      "by its Content-Location",
      "https://harbordental.example/logo",
      ["Content-Location: https://harbordental.example/logo"],
    ],
  ])("that the html shows %s is no file that people are told of", async (_about, source, location) => {
    const html = `<div>The blue one.</div><div class="gmail_signature" data-smartmail="gmail_signature">-- <br>Ann Weber<br><img src="${source}"></div>`;
    const { message } = await answer(related(html, [...location, ...picture("image001.png")]));
    expect(await shownOf(message.id)).not.toContain("image001.png");
  });
});

describe("the email about a message", () => {
  const signature = '<div class="gmail_signature" data-smartmail="gmail_signature">-- <br>Ann Weber<br>';

  /** The names of the files that Lee gets with it, and its text. */
  async function toLee(letter: Partial<Letter>): Promise<[names: string[], text: string]> {
    await answer(letter);
    const { attachments, text } = asked.received("lee");
    return [attachments.map(({ filename }) => filename), text];
  }

  it("takes the pictures among the words along, and no small one that only the signature or the quote shows", async () => {
    const html = [
      '<div>See this and <img src="cid:both.png@mail"></div><div><img src="cid:sketch%2Epng@mail"></div>',
      `${signature}<img src="cid:logo.png@mail"><img src="cid:both.png@mail"><img src="cid:photo.png@mail"></div>`,
      '<div class="gmail_quote"><div class="gmail_attr">On Mon, Mar 2, 2026, Priya wrote:</div><blockquote class="gmail_quote"><img src="cid:old.png@mail">Which colour?</blockquote></div>',
    ].join("");
    const large = picture("photo.png");
    large[5] = Buffer.concat([Buffer.from(png, "base64"), Buffer.alloc(65_536)]).toString("base64");
    const files = ["both.png", "sketch.png", "logo.png", "old.png", "plan.png"].map(picture);
    const [names, text] = await toLee(related(html, ...files, large));
    expect(names.toSorted()).toEqual(["both.png", "photo.png", "plan.png", "sketch.png"]);
    expect(text).toContain("- sketch.png");
    expect(text).not.toMatch(/logo\.png|old\.png/u);
  });

  it("takes a picture along that is all there is to say above a signature", async () => {
    const html = `<div><img src="cid:only.png@mail" alt="only.png"></div>${signature}<img src="cid:sign.png@mail"></div>`;
    const [names] = await toLee(related(html, picture("only.png"), picture("sign.png")));
    expect(names).toEqual(["only.png"]);
  });
});

describe("a file", () => {
  it.each([
    ["text/html", "page.html", "<script>alert(1)</script>"],
    ["image/svg+xml", "logo.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"],
    ["application/javascript", "a.js", "alert(1)"],
    ["text/plain", "..\\..\\evil\u202Egnp.exe", "MZ"],
  ])("of type %s is saved and never shown, to people of the task only", async (type, name, content) => {
    const encoded = `=?utf-8?B?${Buffer.from(name).toString("base64")}?=`;
    const body = [
      "--b",
      "Content-Type: text/plain",
      "",
      "See the file.",
      "--b",
      `Content-Type: ${type}`,
      `Content-Disposition: attachment; filename="${encoded}"`,
      "Content-Transfer-Encoding: base64",
      "",
      Buffer.from(content).toString("base64"),
      "--b--",
    ].join("\n");
    const { files } = await answer({ headers: ["Content-Type: multipart/mixed; boundary=b"], body });
    const path = `/attachments/${files[0]!.id}`;
    for (const query of ["", "?show", "?show=1&type=text/html"]) {
      const page = await (await desk.signedIn("lee")).get(path + query);
      expect(page.status).toBe(200);
      expect(page.headers.get("content-type")).toMatch(
        /^(?:application\/octet-stream|text\/plain; charset=utf-8)$/u,
      );
      expect(page.headers.get("content-disposition")).toMatch(/^attachment; /u);
      expect(page.headers.get("content-disposition")).not.toMatch(/\.\.|[\\/\u202e]|%E2%80%AE/iu);
      expect(page.headers.get("x-content-type-options")).toBe("nosniff");
      expect(page.headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
    }
    expect((await openBrowser(desk.started.localUrl).get(path)).status).toBe(404);
    expect((await (await desk.signedIn("dana")).get(path)).status).toBe(404);
  });
});

describe("words", () => {
  const says = (charset: string): string[] => [`Content-Type: text/plain; charset=${charset}`];

  it.each([
    ["iso-8859-1", "iso-8859-1", "Grüße aus Köln, ça va"],
    ["iso-2022-jp", "iso-2022-jp", "予約フォームは青にしてください"],
    ["gb18030", "gb18030", "请把预约表改成蓝色"],
    ["windows-1252", "utf-8", "Für 10 € – “gern”"],
    ["windows-1252", "us-ascii", "Ganz schön grün"],
  ])("in %s that are labelled %s are stored as they were typed", async (written, label, text) => {
    const { message } = await answer({ headers: says(label), body: encodeText(text, written) });
    expect(message.kept).toBe(text);
  });

  it.each(["x-nonsense", "utf-7", "unicode-1-1", '"', "utf-8; charset=koi8-r"])(
    "under the label %s, with bytes that no charset has, are taken in and stored as valid text",
    async (label) => {
      const body = Buffer.concat([
        Buffer.from("Blue: "),
        Buffer.from([0xff, 0xfe, 0x81, 0x8d, 0x00, 0xc3, 0x28]),
      ]);
      const { message } = await answer({ headers: says(label), body });
      expect(message.kept).toContain("Blue:");
      expect(message.kept.isWellFormed()).toBe(true);
      expect(message.kept).not.toContain("\0");
    },
  );
});

describe("an email whose words are in no part that is shown", () => {
  it.each([
    ["winmail.dat", "application/ms-tnef"],
    ["smime.p7m", "application/pkcs7-mime; smime-type=enveloped-data"],
    ["message.asc", "application/octet-stream"],
  ])("but in %s is a message with that file, and says that it has no words", async (name, type) => {
    const headers = [`Content-Type: ${type}; name="${name}"`, "Content-Transfer-Encoding: base64"];
    const { message, files } = await answer({ headers, body: Buffer.from("opaque").toString("base64") });
    const page = await shownOf(message.id);
    expect(files.map(({ filename }) => filename)).toContain(name);
    expect(page).toContain(name);
    expect(page.replaceAll(/<[^>]*>/gu, " ")).toMatch(/no words|encrypted|could not be (?:read|opened)/iu);
  });
});
