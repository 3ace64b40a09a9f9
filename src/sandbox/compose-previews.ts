// Composes previews, each once and in a small installation of its own: a copy of one SQLite file with the named world, gone
// afterwards. The rows of the real installation are neither read nor written.
import { promises as files } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sandboxCourier } from "../outbox/sandbox.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { migrate, openStoreAsIs, type Store } from "../store/database.ts";
import type { Composed, Preview } from "./preview.ts";
import { seedCast } from "./preview-cast.ts";
import { previews } from "./previews.ts";

export interface ComposedPreview extends Omit<Preview, "compose"> {
  email: Composed;
}

const emailTemplates = fileURLToPath(new URL("../../templates/email/", import.meta.url));

/** Every kind of email there is, by the folder of their templates. */
export async function listEmailKinds(): Promise<string[]> {
  const names = await files.readdir(emailTemplates);
  return [...new Set(names.map((file) => file.replace(/\.(?:html|text|subject)\.hbs$/u, "")))].toSorted();
}

/** These previews, each composed when it is first asked for and kept: templates do not change while a process runs. */
export async function composePreviews(
  outbox: Outbox,
  wanted: readonly Preview[] = previews,
): Promise<ComposedPreview[]> {
  const kept = keptOf(outbox);
  const missing = wanted.filter((preview) => !kept.has(preview));
  const composing = composeEach(outbox, missing);
  for (const [index, preview] of missing.entries()) {
    const composed = composing.then((all) => all[index]!);
    kept.set(preview, composed);
    // Whoever asks next tries again.
    composed.catch(() => kept.delete(preview));
  }
  return Promise.all(wanted.map((preview) => kept.get(preview)!));
}

const keptByOutbox = new WeakMap<Outbox, Map<Preview, Promise<ComposedPreview>>>();

function keptOf(outbox: Outbox): Map<Preview, Promise<ComposedPreview>> {
  const kept = keptByOutbox.get(outbox) ?? new Map<Preview, Promise<ComposedPreview>>();
  keptByOutbox.set(outbox, kept);
  return kept;
}

async function composeEach(outbox: Outbox, wanted: readonly Preview[]): Promise<ComposedPreview[]> {
  if (wanted.length === 0) return [];
  const folder = await files.mkdtemp(join(tmpdir(), "inreply-previews-"));
  try {
    const now = outbox.clock();
    const alone = { ...outbox, clock: () => now, courier: sandboxCourier() };
    const world = join(folder, "world.db");
    await migrate(`sqlite:${world}`);
    const cast = await withStore(world, (store) => seedCast({ ...alone, store }));
    const composed: ComposedPreview[] = [];
    for (const { compose, ...preview } of wanted) {
      // A case added or taken away changes nothing of the others, down to the numbers of their tasks.
      const file = join(folder, "preview.db");
      await files.copyFile(world, file);
      const email = await withStore(file, (store) => compose({ ...cast, outbox: { ...alone, store } }));
      composed.push({ ...preview, email });
    }
    return composed;
  } finally {
    await files.rm(folder, { recursive: true, force: true });
  }
}

async function withStore<T>(file: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStoreAsIs(`sqlite:${file}`, { isThrowaway: true });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
