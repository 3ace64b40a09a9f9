// Two answers with a large file: one as large as the webhook takes, one a single byte larger.
import { writeAnswer } from "../simulator.ts";
import type { Situation } from "../situation.ts";

/** Bytes of an email that are not its file: html, text, headers, the quoted email. */
const roomBytes = 512 * 1024;

export const tooLarge: Situation = {
  name: "too-large",
  title: "Send 30 MB, and one byte more",
  expected:
    "The first is as large as an email may be and becomes a message with its file; the second is refused with 413 and a sentence that says why. Takes about 55 MB of disk.",
  button: "Send both",
  isAnswer: true,
  words: "Here are all scans in one file.",
  hasProgram: true,
  write: async ({ received, reader: author, emailBytesMax, at }, { words, program }) => {
    const bytes = scans(emailBytesMax);
    const file = { filename: "all-scans.tar", contentType: "application/x-tar", bytes };
    const email = await writeAnswer(received, { author, program, words, at, files: [file] });
    const padded = (sizeBytes: number) => ({ ...email, raw: withEpilogue(email.raw, sizeBytes) });
    return [
      { about: "As large as an email may be", email: padded(emailBytesMax) },
      { about: "One byte larger", email: padded(emailBytesMax + 1) },
    ];
  },
};

/** In base64 a line of 57 bytes takes 78. */
function scans(emailBytesMax: number): Buffer {
  const sizeBytes = Math.max(1, Math.floor(((emailBytesMax - roomBytes) * 57) / 78));
  return Buffer.alloc(sizeBytes, "A page of a scan. ");
}

/** What stands after the last boundary is no part of the email (RFC 2046 section 5.1.1). */
function withEpilogue(raw: Buffer, sizeBytes: number): Buffer {
  const missing = sizeBytes - raw.byteLength;
  if (missing < 0) throw new Error(`The email has ${-missing} bytes too many already.`);
  return Buffer.concat([raw, Buffer.alloc(missing, `${" ".repeat(76)}\r\n`)]);
}
