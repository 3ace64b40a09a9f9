// A real installation for the flow tests: started from settings on an empty store, posted to over HTTP, stopped at the end.
import { addContact } from "../../src/actions/add-contact.ts";
import { openTask } from "../../src/actions/open-task.ts";
import { readConfig } from "../../src/config.ts";
import { seedWorld, type World } from "../../src/sandbox/seed-world.ts";
import { start, type StandIns, type Started } from "../../src/start.ts";
import { findParticipantOf } from "../../src/store/participants.ts";
import { replyAddress } from "../../src/threading/reply-address.ts";
import { sharedPool } from "../support/parse-pool.ts";
import { migratedDatabase } from "../support/store.ts";

export const recipient = "requests@reply.northbeam.example";

/** Starts on an empty SQLite file, or on PostgreSQL, which has no key file and so needs the key named. Stop it yourself. */
export async function startInstallation(
  settings: Record<string, string> = {},
  standIns: StandIns = {},
): Promise<Started> {
  return start(
    readConfig({
      MAIL_COURIER: "sandbox",
      PORT: "0",
      DATABASE_URL: await migratedDatabase(),
      SECRET_KEYS: `0:${Buffer.alloc(32, 7).toString("base64")}`,
      LOG_LEVEL: "silent",
      ...settings,
    }),
    { pool: sharedPool(), keeping: { isThrowaway: true }, ...standIns },
  );
}

/** A task of Harbor Dental's on which Priya has asked something; answers its id. */
export async function askHarbor(
  { store }: Pick<Started, "store">,
  world: World,
  at = new Date().toISOString(),
  contactIds?: number[],
): Promise<number> {
  const { taskId } = await store.write((rows) =>
    openTask(rows, at, {
      clientId: world.clients.harbor,
      title: "Booking form",
      author: world.people.priya,
      channel: "portal",
      text: "Which colour?",
      postedAt: at,
      ...(contactIds === undefined ? {} : { contactIds }),
    }),
  );
  return taskId;
}

let newContacts = 0;

/** The same, of a contact who is new at Harbor Dental and gets no other email. */
export async function askNewContact(
  started: Pick<Started, "store">,
  world: World,
  at?: string,
): Promise<{ taskId: number; address: string }> {
  newContacts += 1;
  const [name, address] = [`P ${newContacts}`, `p${newContacts}@harbordental.example`];
  const { contactId } = await started.store.write((rows) =>
    addContact(rows, at ?? new Date().toISOString(), {
      own: undefined,
      clientId: world.clients.harbor,
      name,
      address,
    }),
  );
  return { taskId: await askHarbor(started, world, at, [contactId]), address };
}

/** The named world, a task of it on which Priya has asked Ann something, and Ann's reply address there. */
export async function askAnn(
  started: Started,
  at = new Date().toISOString(),
): Promise<{ world: World; taskId: number; to: string }> {
  const { store, keys, installation } = started;
  const world = await seedWorld(store, at);
  const taskId = await askHarbor(started, world, at);
  const { id, version } = (await findParticipantOf(store.read, taskId, world.people.ann))!;
  const to = replyAddress(keys, installation.replyDomain, { participantId: id, version, isNote: false });
  return { world, taskId, to };
}

/** Lets hours pass, so that what one sender wrote before counts for no storm any more. */
export function passHours({ clock }: Pick<Started, "clock">, hours = 4): void {
  clock.advanceBy(hours * 3_600_000);
}

/** The same, and so long that the very same words are not a repeat either. */
export function passADay(started: Pick<Started, "clock">): void {
  passHours(started, 25);
}

/** Posts the bytes of an email as a mail server does. */
export async function postRaw(
  started: Started,
  raw: Uint8Array | string,
  envelope: { from: string; to: string } = { from: "x@example.com", to: recipient },
  headers: Record<string, string> = {},
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(
    `${started.localUrl}/inbound/raw?${new URLSearchParams(envelope).toString()}`,
    {
      method: "POST",
      headers: { "content-type": "message/rfc822", ...headers },
      body: new Uint8Array(Buffer.from(raw)),
    },
  );
  return { status: response.status, body: await response.json() };
}

/** Posts a form as SendGrid does, with the fields that are given and no others. */
export async function postForm(
  started: Started,
  fields: Record<string, string | Uint8Array>,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: unknown }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === "string") form.append(name, value);
    else form.append(name, new Blob([new Uint8Array(value)]), "email.eml");
  }
  const response = await fetch(`${started.localUrl}/inbound/sendgrid`, {
    method: "POST",
    headers,
    body: form,
  });
  return { status: response.status, body: await response.json() };
}
