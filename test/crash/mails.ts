// The mails of the run: generated replies of known contacts, each addressed to the task that its sender takes part in.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { addClient, addContact, addStaff } from "../../src/actions/add-people.ts";
import { openTask } from "../../src/actions/open-task.ts";
import { timestamp } from "../../src/domain/clock.ts";
import { contentHash } from "../../src/store/blobs.ts";
import type { Store } from "../../src/store/database.ts";
import { listPlans } from "../../src/store/people.ts";
import { findParticipantOf } from "../../src/store/tasks.ts";
import { replyAddress } from "../../src/threading/reply-address.ts";
import type { KeyRing } from "../../src/threading/token.ts";

export interface Mail {
  file: string;
  from: string;
  replyTo: string;
  messageId: string;
  /** The words that their author typed. */
  typed: string;
  hasAttachment: boolean;
  raw: Buffer;
  sha256: string;
}

type Manifest = Record<string, { from: string; to: string; typed: string; attach: boolean }>;

/** Generates mails into `folder`, and writes the people and tasks they speak of into the store. */
export async function openMails(
  folder: string,
  store: Store,
  keys: KeyRing,
  replyDomain: string,
  count: number,
): Promise<Mail[]> {
  const generator = new URL("../bench/gen-mails.mjs", import.meta.url).pathname;
  const out = join(folder, "mails");
  execFileSync(process.execPath, [generator, "--n", String(count), "--out", out]);
  const manifest = JSON.parse(readFileSync(`${out}.json`, "utf8")) as Manifest;
  const addresses = [...new Set(Object.values(manifest).map(({ from }) => from))];
  const replyAddresses = await openTasks(store, keys, replyDomain, addresses);
  return Object.entries(manifest).map(([file, meta]) =>
    addressed(file, readFileSync(join(out, file), "latin1"), meta, replyAddresses.get(meta.from) ?? ""),
  );
}

/** For each address a contact with a task, in which a colleague and one of the staff take part too. */
async function openTasks(
  store: Store,
  keys: KeyRing,
  replyDomain: string,
  addresses: readonly string[],
): Promise<Map<string, string>> {
  const at = timestamp(new Date());
  const replyAddresses = new Map<string, string>();
  await store.write(async (rows) => {
    const { staffId } = await addStaff(rows, at, { name: "Priya Nair", address: "priya@northbeam.example" });
    const plan = (await listPlans(rows))[0]?.name ?? "";
    const { clientId } = await addClient(rows, at, { name: "Harbor Dental", plan });
    const colleague = await addContact(rows, at, {
      clientId,
      name: "Lee Park",
      address: "lee@harbor.example",
    });
    for (const [index, address] of addresses.entries()) {
      const { contactId } = await addContact(rows, at, { clientId, name: `Contact ${index}`, address });
      const { taskId } = await openTask(rows, at, {
        clientId,
        title: `Task ${index}`,
        contactIds: [contactId, colleague.contactId],
        author: { kind: "staff", id: staffId },
        channel: "portal",
        text: "Please tell us what you think.",
        postedAt: at,
      });
      const participant = await findParticipantOf(rows, taskId, { kind: "contact", id: contactId });
      if (participant === undefined) throw new Error(`${address} does not take part in task ${taskId}.`);
      const reference = { participantId: participant.id, version: participant.version, isNote: false };
      replyAddresses.set(address, replyAddress(keys, replyDomain, reference));
    }
  });
  return replyAddresses;
}

function addressed(file: string, text: string, meta: Manifest[string], replyTo: string): Mail {
  const headEnd = text.indexOf("\r\n\r\n");
  const head = text.slice(0, headEnd).replaceAll(meta.to, replyTo);
  const messageId = /^Message-ID: (<[^>]+>)/mu.exec(head)?.[1];
  if (messageId === undefined || replyTo === "") throw new Error(`${file} cannot be addressed.`);
  const raw = Buffer.from(head + text.slice(headEnd), "latin1");
  return {
    file,
    from: meta.from,
    replyTo,
    messageId,
    typed: meta.typed,
    hasAttachment: meta.attach,
    raw,
    sha256: contentHash(raw),
  };
}
