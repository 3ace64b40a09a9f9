// Generated replies to load an installation with, each addressed to its sender's own reply address. Writes one folder.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { contentHash } from "../../../src/store/blobs.ts";

/** `typed` is what the sender wrote above the quote. */
export interface Mail {
  file: string;
  from: string;
  replyTo: string;
  messageId: string;
  typed: string;
  hasAttachment: boolean;
  raw: Buffer;
  sha256: string;
}

/** A mail before anybody knows where it is to go. */
export interface Draft {
  file: string;
  from: string;
  to: string;
  typed: string;
  hasAttachment: boolean;
  text: string;
}

type Manifest = Record<string, { from: string; to: string; typed: string; attach: boolean }>;

/** From a sender who writes more at a time nobody is told of the rest. */
const mailsOfSender = 5;

/** The same mails at every run: seeded, nine kinds of mail program, 3 to 30 KB, one in ten with a 200 KB attachment. */
export function draftMails(folder: string, count: number): Draft[] {
  const generator = new URL("gen-mails.mjs", import.meta.url).pathname;
  const out = join(folder, "mails");
  const senders = Math.max(100, Math.ceil(count / mailsOfSender));
  execFileSync(process.execPath, [generator, "--n", `${count}`, "--tickets", `${senders}`, "--out", out]);
  const manifest = JSON.parse(readFileSync(`${out}.json`, "utf8")) as Manifest;
  return Object.entries(manifest).map(([file, { attach, ...meta }]) => {
    return { file, ...meta, hasAttachment: attach, text: readFileSync(join(out, file), "latin1") };
  });
}

/** The mail with the reply address it was to go to. From and Message-ID are the generator's: known, and each its own. */
export function addressMail({ to, text, ...draft }: Draft, replyTo: string): Mail {
  const headEnd = text.indexOf("\r\n\r\n");
  const head = text.slice(0, headEnd).replaceAll(to, replyTo);
  const messageId = /^Message-ID: (<[^>]+>)/mu.exec(head)?.[1];
  if (messageId === undefined || replyTo === "") throw new Error(`${draft.file} cannot be addressed.`);
  const raw = Buffer.from(head + text.slice(headEnd), "latin1");
  return { ...draft, replyTo, messageId, raw, sha256: contentHash(raw) };
}
