// A small form of the parsed mode that is right in everything, for tests that then break one thing in it.
import type { FormField } from "./form.ts";

export const headerBlock = [
  "From: Ann Weber <ann@harbordental.example>",
  "To: requests@reply.northbeam.example",
  "Message-ID: <one@mail.harbordental.example>",
  "Subject: Opening hours",
  'Content-Type: multipart/mixed; boundary="b"',
  "MIME-Version: 1.0",
  "",
].join("\n");

/** Every field as SendGrid sends it; `changes` replaces some, adds others, and leaves out those that are undefined. */
export function simpleForm(changes: Record<string, string | Buffer | undefined> = {}): FormField[] {
  const fields: Record<string, string | Buffer | undefined> = {
    headers: headerBlock,
    text: "Hello.\r\n",
    attachments: "0",
    charsets: JSON.stringify({ to: "UTF-8", subject: "UTF-8", from: "UTF-8", text: "UTF-8", html: "UTF-8" }),
    dkim: "{@harbordental.example : pass}",
    SPF: "pass",
    sender_ip: "192.0.2.25",
    envelope: JSON.stringify({ to: ["requests@reply.northbeam.example"], from: "ann@harbordental.example" }),
    ...changes,
  };
  return Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

export function fileField(number: number, value: string | Buffer, filename = "", type?: string): FormField {
  return { name: `attachment${number}`, value, filename, ...(type === undefined ? {} : { type }) };
}
