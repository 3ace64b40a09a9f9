// Composes every preview once, in a small installation on a SQLite file of its own that is gone afterwards. The rows of
// the real installation are neither read nor written.
import { promises as files } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { addContact } from "../actions/add-contact.ts";
import { addStaff } from "../actions/add-staff.ts";
import { timestamp } from "../domain/clock.ts";
import { sandboxCourier } from "../outbox/sandbox.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { openStore } from "../store/database.ts";
import type { Composed, Preview, PreviewStage } from "./preview.ts";
import { previews } from "./previews.ts";
import { seedWorld } from "./seed-world.ts";

export interface ComposedPreview extends Omit<Preview, "compose"> {
  email: Composed;
}

const emailTemplates = fileURLToPath(new URL("../../templates/email/", import.meta.url));

/** Every kind of email there is, by the folder of their templates. */
export async function listEmailKinds(): Promise<string[]> {
  const names = await files.readdir(emailTemplates);
  return [...new Set(names.map((file) => file.replace(/\.(?:html|text|subject)\.hbs$/u, "")))].toSorted();
}

/** All previews, composed at the first call and kept: templates do not change while a process runs. */
export function composePreviews(outbox: Outbox): Promise<ComposedPreview[]> {
  let composed = kept.get(outbox);
  if (composed === undefined) {
    composed = composeAll(outbox).catch((fault: unknown) => {
      kept.delete(outbox);
      throw fault;
    });
    kept.set(outbox, composed);
  }
  return composed;
}

const kept = new WeakMap<Outbox, Promise<ComposedPreview[]>>();

async function composeAll(outbox: Outbox): Promise<ComposedPreview[]> {
  const folder = await files.mkdtemp(join(tmpdir(), "inreply-previews-"));
  try {
    const store = await openStore(`sqlite:${join(folder, "previews.db")}`);
    try {
      const now = outbox.clock();
      const stage = await openStage({ ...outbox, store, clock: () => now, courier: sandboxCourier() });
      const composed: ComposedPreview[] = [];
      for (const { compose, ...preview } of previews)
        composed.push({ ...preview, email: await compose(stage) });
      return composed;
    } finally {
      await store.close();
    }
  } finally {
    await files.rm(folder, { recursive: true, force: true });
  }
}

/** The named world, two people whose names are harder to set, and two who read German. */
async function openStage(outbox: Outbox): Promise<PreviewStage> {
  const at = timestamp(outbox.clock());
  const { clients, people } = await seedWorld(outbox.store, at);
  return outbox.store.write(async (rows) => {
    const { contactId } = await addContact(rows, at, {
      clientId: clients.harbor,
      name: "ליאור כהן 🦷",
      address: "lior@harbordental.example",
      timeZone: "Asia/Jerusalem",
      own: outbox.installation,
    });
    const { staffId } = await addStaff(rows, at, {
      name: "Inês 🌊 أحمد",
      address: "ines@northbeam.example",
      timeZone: "Europe/Lisbon",
      own: outbox.installation,
    });
    const karla = await addContact(rows, at, {
      clientId: clients.harbor,
      name: "Karla Vogt",
      address: "karla@harbordental.example",
      timeZone: "Europe/Berlin",
      locale: "de",
      own: outbox.installation,
    });
    const aenne = await addStaff(rows, at, {
      name: "Änne Groß",
      address: "aenne@northbeam.example",
      timeZone: "Europe/Vienna",
      locale: "de",
      own: outbox.installation,
    });
    const more = {
      lior: { kind: "contact", id: contactId },
      ines: { kind: "staff", id: staffId },
      karla: { kind: "contact", id: karla.contactId },
      aenne: { kind: "staff", id: aenne.staffId },
    } as const;
    return { outbox, clients, people: { ...people, ...more } };
  });
}
