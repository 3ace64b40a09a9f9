// The sixty mails of fixtures/webhooks, with their texts and files as the bytes that every form of them carries.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { encodeText } from "./encode-text.ts";

/** One file of fixtures/webhooks, see its README. */
interface Description {
  about: string;
  fromName?: string;
  fromAddress?: string;
  envelopeFrom?: string;
  subject: string;
  headers?: Record<string, string>;
  charset?: string;
  saidCharset?: string;
  transfer?: string;
  flowed?: boolean;
  container?: string;
  text?: string[];
  html?: string[];
  files?: {
    name?: string;
    type: string;
    parameters?: string;
    contentId?: string;
    isInline?: boolean;
    isAlternative?: boolean;
    isOpened?: boolean;
    isUnshown?: boolean;
    text?: string;
    latin1?: string;
    base64?: string;
    bytes?: { length: number; seed: number };
  }[];
}

export interface WebhookFile extends Omit<NonNullable<Description["files"]>[number], "bytes"> {
  content: Buffer;
}

export interface WebhookMail extends Omit<Description, "text" | "html" | "files" | "charset"> {
  name: string;
  from: { name: string; address: string };
  envelopeFrom: string;
  messageId: string;
  charset: string;
  /** As its author typed it, line by line. */
  lines: string[];
  /** In `charset`, lines ended by CRLF. */
  text: Buffer | undefined;
  html: Buffer | undefined;
  files: WebhookFile[];
}

const folder = new URL("../../../fixtures/webhooks/", import.meta.url);

/** All of them, by name. */
export function readWebhookMails(): WebhookMail[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .toSorted()
    .map((file) => {
      const described = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Description;
      return mailOf(file.replace(/\.json$/u, ""), described);
    });
}

function mailOf(name: string, described: Description): WebhookMail {
  const { text, html, files = [], charset = "utf-8" } = described;
  const from = {
    name: described.fromName ?? "Ann Weber",
    address: described.fromAddress ?? "ann@harbordental.example",
  };
  return {
    ...described,
    name,
    from,
    envelopeFrom: described.envelopeFrom ?? from.address,
    messageId: `<${name}@mail.harbordental.example>`,
    charset,
    lines: text ?? [],
    text: text === undefined ? undefined : encodeText(`${text.join("\r\n")}\r\n`, charset),
    html: html === undefined ? undefined : encodeText(`${html.join("\r\n")}\r\n`, charset),
    files: files.map((file) => ({ ...file, content: contentOf(file) })),
  };
}

function contentOf({ text, latin1, base64, bytes }: NonNullable<Description["files"]>[number]): Buffer {
  if (base64 !== undefined) return Buffer.from(base64, "base64");
  if (latin1 !== undefined) return Buffer.from(latin1, "latin1");
  if (bytes === undefined) return Buffer.from(text ?? "");
  const blocks = Array.from({ length: Math.ceil(bytes.length / 32) }, (_, index) =>
    createHash("sha256").update(`${bytes.seed} ${index}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, bytes.length);
}
