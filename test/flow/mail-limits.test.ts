// Every limit of mail that comes in, each at its edge and one beyond it, through the real webhook: what is within is read
// whole, what is beyond is cut with a sentence, held with a reason or refused, and nothing is lost without a word.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Step } from "../../src/domain/inbound-email.ts";
import { parseLimits } from "../../src/inbox/parse.ts";
import { receiveLimits } from "../../src/inbox/receive.ts";
import type { Started } from "../../src/start.ts";
import { contentHash } from "../../src/store/blobs.ts";
import { postRaw, startInstallation } from "./running-installation.ts";

let started: Started;
beforeAll(async () => {
  started = await startInstallation();
}, 60_000);
afterAll(() => started.stop());

const head = (more = "") =>
  `From: sam@elsewhere.example\r\nTo: requests@reply.northbeam.example\r\nSubject: Hello\r\n${more}`;

interface Stored {
  status: string;
  reason: string;
  subject: string;
  text: string;
  warnings: string;
  files: { filename: string; sizeBytes: number }[];
}

async function stored(raw: string): Promise<Stored> {
  expect((await postRaw(started, raw)).status).toBe(200);
  await started.workers.settled();
  const row = await started.store.read.first<
    Omit<Stored, "warnings" | "files"> & { id: number; evidence: string }
  >(
    "select id, status, reason, subject, text, evidence from inbound_emails where raw_sha256 = ?",
    contentHash(Buffer.from(raw)),
  );
  const { id, evidence, ...email } = row!;
  const files = await started.store.read.all<{ filename: string; sizeBytes: number }>(
    `select filename, size_bytes as "sizeBytes" from attachments where inbound_email_id = ? order by position`,
    id,
  );
  const steps = JSON.parse(evidence) as Step[];
  const warnings = steps.filter(({ step }) => step === "parse").map(({ found }) => found);
  return { ...email, warnings: warnings.join(" "), files };
}

const partsMail = (count: number): string => {
  const parts = Array.from({ length: count - 1 }, (_, index) => `--b\r\n\r\npart ${index}.\r\n`);
  return `${head()}Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts.join("")}--b--\r\n`;
};
const nestedMail = (depth: number): string => {
  const opened = Array.from(
    { length: depth },
    (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`,
  );
  const closed = Array.from({ length: depth }, (_, level) => `--b${depth - 1 - level}--\r\n`);
  return `${head()}${opened.join("")}Content-Type: text/plain\r\n\r\nThe innermost.\r\n${closed.join("")}`;
};
const headMail = (bytes: number): string => {
  const start = head("X-Long: ");
  // The empty line begins at this byte of the email.
  const fill = bytes - start.length - 2;
  const lines = Math.ceil(fill / 900);
  const each = Array.from({ length: lines }, (_, index) =>
    "a".repeat(index === lines - 1 ? fill - (lines - 1) * 900 : 897),
  );
  return `${start}${each.join("\r\n ")}\r\n\r\nThe body.`;
};
const filesMail = (count: number): string => {
  const parts = Array.from(
    { length: count },
    (_, index) => `--b\r\nContent-Type: application/pdf; name="f${index}.pdf"\r\n\r\nx${index}\r\n`,
  );
  return `${head()}Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts.join("")}--b--\r\n`;
};
const nameMail = (length: number): string =>
  `${head()}Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="${"n".repeat(length - 4)}.pdf"\r\n\r\nx`;

describe("a mail", () => {
  it(`of ${receiveLimits.emailBytesMax} bytes is stored, and one of a byte more is answered 413`, async () => {
    // A file, which is stored as it is: reading so many words would be a test of the machine.
    const start = `${head()}Content-Type: application/zip; name="a.zip"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`;
    const line = "a line of seventy-nine characters, so that none is too long for a mail server\r\n";
    const lines = line.repeat(receiveLimits.emailBytesMax / line.length + 1);
    const whole = (start + lines).slice(0, receiveLimits.emailBytesMax);
    expect((await postRaw(started, `${whole}x`)).status).toBe(413);
    const { reason, warnings, files } = await stored(whole);
    expect([reason, warnings, files.length]).toEqual(["stranger", "", 1]);
  }, 120_000);

  it(`to ${receiveLimits.recipientsMax} recipients at once is stored for each, and one to more is refused`, async () => {
    const post = (count: number) => {
      const query = new URLSearchParams({ from: "sam@elsewhere.example" });
      for (let index = 0; index < count; index += 1) query.append("to", `r${index}@reply.northbeam.example`);
      return fetch(`${started.localUrl}/inbound/raw?${query.toString()}`, {
        method: "POST",
        headers: { "content-type": "message/rfc822" },
        body: `${head()}\r\nTo many.`,
      });
    };
    expect((await post(receiveLimits.recipientsMax + 1)).status).toBeGreaterThanOrEqual(400);
    const taken = await post(receiveLimits.recipientsMax);
    expect([taken.status, await taken.json()]).toEqual([
      200,
      { stored: receiveLimits.recipientsMax, known: 0 },
    ]);
    await started.workers.settled();
  }, 60_000);

  it.each([
    ["parts", partsMail, parseLimits.partsMax, "too_many_parts"],
    ["multiparts within each other", nestedMail, parseLimits.nestingMax, "nested_too_deep"],
    ["bytes of header", headMail, parseLimits.headerBytesMax, "header_too_large"],
  ] as const)(
    "with the most %s is read, and one with more is held with the reason",
    async (_, mail, max, reason) => {
      expect((await stored(mail(max))).reason).toBe("stranger");
      const beyond = await stored(mail(max + 1));
      expect([beyond.status, beyond.reason]).toEqual(["held", reason]);
      expect(beyond.subject).toBe("Hello");
    },
    60_000,
  );

  it(`with ${parseLimits.attachmentsMax} files keeps them all, and of more the first with a warning`, async () => {
    const within = await stored(filesMail(parseLimits.attachmentsMax));
    expect([within.files.length, within.warnings]).toEqual([parseLimits.attachmentsMax, ""]);
    const beyond = await stored(filesMail(parseLimits.attachmentsMax + 1));
    expect(beyond.files).toHaveLength(parseLimits.attachmentsMax);
    expect(beyond.warnings).toContain(`Only the first ${parseLimits.attachmentsMax} of`);
  }, 60_000);

  it(`keeps a file name of ${parseLimits.filenameLengthMax} characters whole, and cuts a longer one`, async () => {
    const max = parseLimits.filenameLengthMax;
    for (const length of [max, max + 1]) {
      const { files } = await stored(nameMail(length));
      expect(files.map(({ filename }) => filename.length)).toEqual([max]);
    }
  });

  it(`keeps a subject of ${parseLimits.headerLengthMax} characters whole, and cuts a longer one`, async () => {
    const max = parseLimits.headerLengthMax;
    for (const length of [max, max + 1]) {
      const { subject } = await stored(
        `From: sam@elsewhere.example\r\nSubject: ${"s".repeat(length)}\r\n\r\nA.`,
      );
      expect(subject).toHaveLength(max);
    }
  });

  it(`with ${parseLimits.headersMax} headers has them all, and one with more says that some were left out`, async () => {
    const mail = (count: number) => `${head("X-A: a\r\n".repeat(count - 3))}\r\nHeaders ${count}.`;
    expect((await stored(mail(parseLimits.headersMax))).warnings).toBe("");
    expect((await stored(mail(parseLimits.headersMax + 1))).warnings).toContain("headers are kept");
  });

  it(`to ${parseLimits.mailboxesMax} people in its header is read, and of more the first with a warning`, async () => {
    const mail = (count: number) => {
      const people = Array.from({ length: count }, (_, index) => `p${index}@x.example`).join(",\r\n ");
      return `From: sam@elsewhere.example\r\nTo: ${people}\r\n\r\nMany.`;
    };
    expect((await stored(mail(parseLimits.mailboxesMax))).warnings).toBe("");
    expect((await stored(mail(parseLimits.mailboxesMax + 1))).warnings).toContain(
      `Only the first ${parseLimits.mailboxesMax} recipients are kept.`,
    );
  }, 60_000);
});
