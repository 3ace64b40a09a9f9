// Composes every preview once, each in a small installation of its own: a copy of one SQLite file with the named world, gone
// afterwards. The rows of the real installation are neither read nor written.
import { promises as files } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sandboxCourier } from "../outbox/sandbox.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { openStore, openStoreAsIs, type Store } from "../store/database.ts";
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
    const now = outbox.clock();
    const alone = { ...outbox, clock: () => now, courier: sandboxCourier() };
    const world = join(folder, "world.db");
    const cast = await withStore(openStore(`sqlite:${world}`), (store) => seedCast({ ...alone, store }));
    const composed: ComposedPreview[] = [];
    for (const { compose, ...preview } of previews) {
      // A case added or taken away changes nothing of the others, down to the numbers of their tasks.
      const file = join(folder, "preview.db");
      await files.copyFile(world, file);
      const email = await withStore(openStoreAsIs(`sqlite:${file}`, { isThrowaway: true }), (store) =>
        compose({ ...cast, outbox: { ...alone, store } }),
      );
      composed.push({ ...preview, email });
    }
    return composed;
  } finally {
    await files.rm(folder, { recursive: true, force: true });
  }
}

async function withStore<T>(opening: Promise<Store>, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await opening;
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
