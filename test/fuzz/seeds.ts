// The real mails that mutants begin as: the fixtures, the mails of the webhooks, generated replies, and a folder of one's own.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { draftMails } from "../support/load/mails.ts";
import { readWebhookMails, type WebhookMail } from "../support/webhooks/mails.ts";
import { rawMessage } from "../support/webhooks/raw-message.ts";

export interface Seed {
  name: string;
  raw: Buffer;
  /** With the places of an email of ours to be filled in: {{bounce}}, {{loop}} and so on. */
  isReport: boolean;
  /** The mail as SendGrid takes it apart, where we have it so. */
  webhook?: WebhookMail;
}

/** Generated replies among the seeds: each kind of mail program several times. */
const draftCount = 40;
/** A mail of this size is mutated as fast as a small one is. */
const seedBytesMax = 400_000;

/** `folder` is for the generator's files. In an order that is always the same. */
export async function readSeeds(folder: string, corpus: string | undefined): Promise<Seed[]> {
  const fixtures = fileURLToPath(new URL("../../fixtures/", import.meta.url));
  const seeds = [fixtures, ...(corpus === undefined ? [] : [corpus])].flatMap(readFolder);
  for (const webhook of readWebhookMails()) {
    const raw = await rawMessage(webhook, "requests@reply.northbeam.example");
    seeds.push({ name: webhook.name, raw, isReport: false, webhook });
  }
  for (const { file, text } of draftMails(folder, draftCount)) {
    seeds.push({ name: file, raw: Buffer.from(text, "latin1"), isReport: false });
  }
  return seeds.filter(({ raw }) => raw.byteLength <= seedBytesMax);
}

function readFolder(folder: string): Seed[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".eml"))
    .toSorted()
    .map((file) => {
      const text = readFileSync(join(folder, file), "latin1");
      const isReport = file.startsWith(join("emails", "bounces"));
      const raw = Buffer.from(isReport ? text.replaceAll("\n", "\r\n") : text, "latin1");
      return { name: file, raw, isReport };
    });
}
