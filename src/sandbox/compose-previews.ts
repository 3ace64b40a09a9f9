// Composes previews, each once and in a small installation of its own: a copy of one SQLite file with the named world, gone
// afterwards. The rows of the real installation are neither read nor written.
import { promises as files } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sandboxCourier } from "../outbox/sandbox.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { migrate, openStoreAsIs, type Store } from "../store/database.ts";
import type { Composed, Preview, PreviewStage } from "./preview.ts";
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

/** All of them, one after the other. */
export async function composePreviews(outbox: Outbox): Promise<ComposedPreview[]> {
  const composed: ComposedPreview[] = [];
  for (const preview of previews) composed.push(await composePreview(outbox, preview));
  return composed;
}

/** Composed at the first call and kept: templates do not change while a process runs. */
export function composePreview(outbox: Outbox, preview: Preview): Promise<ComposedPreview> {
  const kept = keptOf(outbox);
  const composed = kept.emails.get(preview) ?? compose(kept, outbox, preview);
  kept.emails.set(preview, composed);
  // Whoever asks next tries again.
  composed.catch(() => kept.emails.delete(preview));
  return composed;
}

interface Kept {
  emails: Map<Preview, Promise<ComposedPreview>>;
  world?: Promise<World>;
}

/** The bytes of a database with the people of the previews, who they are, and when that was. */
interface World {
  bytes: Uint8Array;
  cast: Omit<PreviewStage, "outbox">;
  now: Date;
}

const keptByOutbox = new WeakMap<Outbox, Kept>();

function keptOf(outbox: Outbox): Kept {
  const kept = keptByOutbox.get(outbox) ?? { emails: new Map() };
  keptByOutbox.set(outbox, kept);
  return kept;
}

async function compose(kept: Kept, outbox: Outbox, preview: Preview): Promise<ComposedPreview> {
  kept.world ??= makeWorld(outbox);
  const { bytes, cast, now } = await kept.world;
  const { compose: composeIt, ...about } = preview;
  // A case added or taken away changes nothing of the others, down to the numbers of their tasks.
  const { result: email } = await inOwnStore(bytes, (store) =>
    composeIt({ ...cast, outbox: aloneWith(outbox, store, now) }),
  );
  return { ...about, email };
}

async function makeWorld(outbox: Outbox): Promise<World> {
  const now = outbox.clock();
  const { result: cast, bytes } = await inOwnStore(undefined, (store) =>
    seedCast(aloneWith(outbox, store, now)),
  );
  return { bytes, cast, now };
}

function aloneWith(outbox: Outbox, store: Store, now: Date): Outbox {
  return { ...outbox, store, clock: () => now, courier: sandboxCourier() };
}

/** Works in a database of these bytes, or in an empty one, and answers its bytes as they are then. */
async function inOwnStore<T>(
  bytes: Uint8Array | undefined,
  work: (store: Store) => Promise<T>,
): Promise<{ result: T; bytes: Uint8Array }> {
  const folder = await files.mkdtemp(join(tmpdir(), "inreply-previews-"));
  try {
    const file = join(folder, "preview.db");
    await (bytes === undefined ? migrate(`sqlite:${file}`) : files.writeFile(file, bytes));
    const store = await openStoreAsIs(`sqlite:${file}`, { isThrowaway: true });
    const result = await closedAfter(store, work);
    return { result, bytes: await files.readFile(file) };
  } finally {
    await files.rm(folder, { recursive: true, force: true });
  }
}

async function closedAfter<T>(store: Store, work: (store: Store) => Promise<T>): Promise<T> {
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
