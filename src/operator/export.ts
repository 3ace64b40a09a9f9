// `inreply export --client NAME --to FILE`: everything of one client as a zip file, without a running server.
import { createWriteStream, existsSync, rmSync, statSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Config } from "../config.ts";
import { systemClock } from "../domain/clock.ts";
import { wordsOf } from "../domain/fault.ts";
import { sizeInWords } from "../domain/in-words.ts";
import { requireLocale } from "../domain/locale.ts";
import { inEnglish, Problem } from "../domain/problem.ts";
import { exportClient } from "../export/export-client.ts";
import { loadTemplates } from "../render.ts";
import { findClientByName } from "../store/clients.ts";
import { maskSecrets } from "../threading/mask.ts";
import { openDatabase } from "../unavailable.ts";
import { requireOption, UsageFault, type TypedOptions } from "./command-line.ts";

/** Answers what to tell the operator. Throws `not_found` for the client, `conflict` or `invalid` for the file. */
export async function exportTo(
  { databaseUrl, bucket, installation }: Config,
  values: TypedOptions,
): Promise<string> {
  const name = requireOption(values, "client");
  const [file, ...others] = values.to ?? [];
  if (file === undefined || others.length > 0) throw new UsageFault("Name one file: --to FILE.");
  if (existsSync(file))
    throw new Problem("conflict", inEnglish(`${file} is there already, and no file is overwritten.`));
  const locale = requireLocale(values.locale ?? "en");
  const store = await openDatabase(databaseUrl, { bucket });
  try {
    const client = await findClientByName(store.read, name);
    if (client === undefined)
      throw new Problem("not_found", inEnglish(`There is no client called “${name}”.`));
    const withNotes = values.notes === true;
    const render = loadTemplates();
    const parts = {
      read: store.read,
      now: systemClock(),
      installation,
      maskSecrets,
      say: (key: string, words?: Record<string, string | number>) => render.say(locale, key, words),
      render: (template: string, shown: object) => render(template, { locale, ...shown }),
    };
    await write(
      file,
      await exportClient(parts, client.id, { isStaff: true, withNotes }, new AbortController().signal),
    );
    const notes = withNotes ? ", with notes of the team" : "";
    return `${file} holds everything of ${client.name}${notes} (${sizeInWords(statSync(file).size)}).`;
  } finally {
    await store.close();
  }
}

/** Only for its owner to read; half a file is taken away again. */
async function write(file: string, content: NodeJS.ReadableStream): Promise<void> {
  try {
    await pipeline(content, createWriteStream(file, { flags: "wx", mode: 0o600 }));
  } catch (fault) {
    rmSync(file, { force: true });
    throw new Problem("invalid", inEnglish(`${file} was not written: ${wordsOf(fault)}.`));
  }
}
