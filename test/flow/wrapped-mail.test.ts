// Mail whose words are signed, encrypted, wrapped, coded or missing, sent by a client to her reply address of a running
// installation: each becomes a message that says what it is, on the task page and in the email to staff.
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requestSignIn } from "../../src/actions/request-sign-in.ts";
import { noticeWords } from "../../src/inbox/notice-words.ts";
import type { Step } from "../../src/domain/inbound-email.ts";
import type { Started } from "../../src/start.ts";
import { hashOf } from "../../src/threading/secret-hash.ts";
import { signInToken } from "../../src/threading/sign-in-token.ts";
import { openBrowser, type Browser } from "../portal/app.ts";
import { addressOf } from "../support/world.ts";
import { askAnn, passADay, postForm, startInstallation } from "./running-installation.ts";

const folder = new URL("../../fixtures/emails/content/", import.meta.url);

interface Expected {
  /** The words of the message, whole. */
  words: string;
  notices: string[];
  files: string[];
  isQuiet?: true;
}

const green = "The green one, please.";
const signedWords = { words: `${green} Grüße`, notices: [noticeWords.smimeSigned], files: ["rooms.csv"] };
const encryptedFile = { words: "", notices: [noticeWords.encrypted], files: ["smime.p7m"] };
const dashes = `${green}\n\n- one dash\n-- two\nFrom here on.`;
const emptyButSubject = "This email is empty but for its subject: “Booking form”.";
const when = "When: Wednesday, 10 June 2026, 10:00 to 11:00 (W. Europe Standard Time; begins at 08:00 UTC)";
const kickOff = `What: Kick-off, photographs\n${when}`;
const organiser = "Organised by: Ann Weber (ann@harbordental.example)";

const expected: Record<string, Expected> = {
  "smime-signed": signedWords,
  "smime-signed-in-pieces": signedWords,
  "smime-signed-old-type": signedWords,
  "smime-signed-as-octets": signedWords,
  "smime-signed-thrice": signedWords,
  "smime-detached": { ...signedWords, notices: [] },
  "smime-encrypted": encryptedFile,
  "smime-encrypted-gcm": encryptedFile,
  "smime-encrypted-as-octets": encryptedFile,
  "smime-signed-encrypted": { ...encryptedFile, notices: [noticeWords.smimeSigned, noticeWords.encrypted] },
  "smime-signed-without-parts": { words: "", notices: [noticeWords.smimeUnread], files: ["smime.p7m"] },
  "smime-damaged": { words: "", notices: [noticeWords.smimeUnread], files: ["smime.p7m"] },
  "tnef-rtf": {
    words: "The booking form in grün, please.\n€100 is fine.",
    notices: [noticeWords.tnef],
    files: ["Räume 2026.csv", "Older mail.txt", "plan.txt"],
  },
  "tnef-html": { words: "The green one. Grüße", notices: [noticeWords.tnef], files: ["Räume 2026.csv"] },
  "tnef-beside-text": {
    words: "The words stand beside.",
    notices: [noticeWords.tnef],
    files: ["Räume 2026.csv"],
  },
  "tnef-without-words": { words: "", notices: [noticeWords.tnefUnread], files: ["winmail.dat"] },
  "tnef-damaged": { words: "", notices: [noticeWords.tnefUnread], files: ["winmail.dat"] },
  "pgp-inline-encrypted": { words: "", notices: [noticeWords.encrypted], files: ["encrypted message.asc"] },
  "pgp-inline-encrypted-below-words": {
    words: "Please see below.",
    notices: [noticeWords.encrypted],
    files: ["encrypted message.asc"],
  },
  "pgp-mime-encrypted": { words: "", notices: [noticeWords.encrypted], files: ["encrypted.asc"] },
  "pgp-clearsigned": { words: dashes, notices: [noticeWords.pgpSigned], files: [] },
  "pgp-clearsigned-with-html": { words: dashes, notices: [noticeWords.pgpSigned], files: [] },
  "pgp-html-only": { words: "-----BEGIN PGP MESSAGE-----", notices: [noticeWords.encrypted], files: [] },
  "pgp-detached": { words: green, notices: [], files: [] },
  "calendar-request": {
    words: `Calendar invitation\n\n${kickOff}\nWhere: Harbour Street 4\n${organiser}\nWho: Priya Shah (priya@northbeam.example)\n\nBring the list.\nFrom: nobody`,
    notices: [],
    files: [""],
  },
  "calendar-cancel": {
    words: `Calendar cancellation\n\nWhat: Kick-off, photographs\nWhen: Wednesday, 10 June 2026, 08:00 to 09:00 (UTC)\n${organiser}\n\nI am ill.`,
    notices: [],
    files: [""],
  },
  "calendar-all-day": {
    words: `Calendar invitation\n\nWhat: Kick-off, photographs\nWhen: Wednesday, 10 June 2026 to Thursday, 11 June 2026\n${organiser}`,
    notices: [],
    files: [""],
  },
  "calendar-in-alternative": {
    words: `Calendar invitation\n\n${kickOff}\n${organiser}`,
    notices: [],
    files: [""],
  },
  "calendar-reply": {
    words: `Answer to a calendar invitation\n\n${kickOff}\nAnswer: Ann Weber (ann@harbordental.example): declined\n\nSorry, I am away.`,
    notices: [],
    files: [""],
    isQuiet: true,
  },
  "calendar-damaged": { words: "", notices: [], files: [""] },
  "image-only": { words: "", notices: [], files: ["photo.png"] },
  "image-in-html": { words: "", notices: [], files: ["photo.png"] },
  "image-remote-only": {
    words: "",
    notices: ["This email holds no words, only pictures that lie elsewhere. They were not loaded."],
    files: [],
  },
  empty: { words: "", notices: [emptyButSubject], files: [] },
  "empty-without-subject": {
    words: "",
    notices: ["This email is empty: nothing was written and nothing is attached."],
    files: [],
  },
  "whitespace-html": { words: "", notices: [emptyButSubject], files: [] },
  "only-a-signature": { words: "-- \nAnn Weber\nHarbor Dental", notices: [], files: [] },
  "bare-pdf": { words: "", notices: [], files: ["plan.pdf"] },
  "empty-text-beside-html": { words: green, notices: [], files: [] },
  "message-partial": { words: "", notices: [noticeWords.partial], files: [""] },
  "message-external-body": { words: "", notices: [noticeWords.external], files: [""] },
  uuencoded: { words: "The plan is below.", notices: [noticeWords.coded], files: ["plan.txt"] },
  "uuencoded-alone": { words: "", notices: [noticeWords.coded], files: ["plan.txt"] },
  yenc: { words: "", notices: [noticeWords.coded], files: ["plan.txt"] },
  enriched: { words: `${green}\n2 < 3`, notices: [], files: [] },
  rtf: { words: `${green}\nGrüße`, notices: [], files: [] },
};

interface Row {
  id: number;
  emailId: number;
  kept: string;
  isQuiet: number;
  evidence: string;
}

let started: Started;
let taskId: number;
let staff: Browser;

beforeAll(async () => {
  started = await startInstallation();
  const asked = await askAnn(started);
  ({ taskId } = asked);
  for (const name of Object.keys(expected)) {
    const from = "ann@harbordental.example";
    passADay(started);
    const answer = await postForm(started, {
      email: readFileSync(new URL(`${name}.eml`, folder)),
      envelope: JSON.stringify({ from, to: [asked.to] }),
      SPF: "pass",
      dkim: "{@harbordental.example : pass}",
    });
    expect(answer.status).toBe(200);
  }
  await started.workers.settled();
  const token = await started.store.write((rows) =>
    requestSignIn(rows, started.clock.now(), addressOf("priya"), (id) =>
      hashOf(signInToken(started.keys, id)),
    ),
  );
  staff = openBrowser(started.localUrl);
  await staff.post(`/sign-in/${signInToken(started.keys, token!.signInId)}`, {});
}, 120_000);
afterAll(() => started.stop());

const rowOf = async (name: string): Promise<Row> => {
  const row = await started.store.read.first<Row>(
    `select m.id, e.id as "emailId", m.kept, m.is_quiet as "isQuiet", e.evidence
     from inbound_emails e join messages m on m.inbound_email_id = e.id where e.internet_message_id = ?`,
    `<${name}@harbordental.example>`,
  );
  expect(row, name).toBeDefined();
  return row!;
};

it("there is an expectation for every email of the folder", () => {
  const names = readdirSync(folder).filter((name) => name.endsWith(".eml"));
  expect(names.map((name) => name.replace(/\.eml$/u, "")).toSorted()).toEqual(
    Object.keys(expected).toSorted(),
  );
});

describe.each(Object.entries(expected))("%s", (name, { words, notices, files, isQuiet }) => {
  it("is one message with its words, its notices and its files", async () => {
    const row = await rowOf(name);
    if (name === "pgp-html-only") expect(row.kept).toContain(words);
    else expect(row.kept).toBe(words);
    expect(row.isQuiet).toBe(isQuiet === true ? 1 : 0);
    const steps = JSON.parse(row.evidence) as Step[];
    expect(steps.filter(({ step }) => step === "notice").map(({ found }) => found)).toEqual(notices);
    const found = await started.store.read.all<{ filename: string }>(
      "select filename from attachments where message_id = ? order by position",
      row.id,
    );
    expect(found.map(({ filename }) => filename)).toEqual(files);
  });

  it("is never empty on the task page and in the email to staff", async () => {
    const { id, emailId } = await rowOf(name);
    const page = (await staff.get(`/tasks/${taskId}`)).text;
    const start = page.indexOf(`id="message-${id}"`);
    const shown = unescaped(page.slice(start, page.indexOf("</li>\n", start + 1)));
    const said = [...words.split("\n").filter((line) => line.trim() !== ""), ...notices];
    if (words === "" && files.length > 0) said.push("(no words, only what is attached)");
    expect(said).not.toEqual([]);
    for (const sentence of said) expect(shown).toContain(sentence.trim());
    const whole = unescaped((await staff.get(`/emails/${emailId}`)).text);
    for (const notice of notices) expect(whole).toContain(notice);
    if (isQuiet === true) return;
    const email = await started.store.read.first<{ text: string; html: string }>(
      "select text, html from outbound_emails where message_id = ? and staff_id is not null",
      id,
    );
    for (const sentence of said) {
      expect(email!.text).toContain(sentence.trim());
      expect(unescaped(email!.html)).toContain(sentence.trim());
    }
  });
});

describe("what is wrapped in a signature", () => {
  it("says nothing of who wrote, where it belongs or what it answers", async () => {
    const { emailId } = await rowOf("smime-signed");
    const row = await started.store.read.first<{ from: string; subject: string }>(
      `select from_address as "from", subject from inbound_emails where id = ?`,
      emailId,
    );
    expect(row).toEqual({ from: "ann@harbordental.example", subject: "Booking form" });
    const ids = await started.store.read.all<{ id: string }>(
      `select internet_message_id as id from thread_ids where inbound_email_id = ?`,
      emailId,
    );
    expect(ids.map(({ id }) => id)).toEqual(["<smime-signed@harbordental.example>"]);
  });
});

/** What a reader sees of a piece of a page, addresses and links as words. */
function unescaped(html: string): string {
  return html
    .replaceAll(/<[^>]*>/gu, "")
    .replaceAll(/&#x([0-9a-f]+);/giu, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
