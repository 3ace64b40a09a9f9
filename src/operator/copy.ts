// `inreply copy --from URL --to URL`: moves an installation to another database, such as from SQLite to PostgreSQL.
import { existsSync } from "node:fs";
import type { Config } from "../config.ts";
import { wordsOf } from "../domain/fault.ts";
import { inEnglish, Problem } from "../domain/problem.ts";
import { keyBesideDatabase, keyFileOf } from "../key-file.ts";
import { databaseUrl } from "../setting.ts";
import { copyDatabase, type CopiedSum } from "../store/copy-database.ts";
import { engineOf, sqliteFile } from "../store/database.ts";
import { SnapshotFault } from "../store/snapshot-fault.ts";
import { Unavailable } from "../unavailable.ts";
import { UsageFault, type TypedOptions } from "./command-line.ts";

/**
 * Copies everything and prints a line for each table once it is proved. Either URL may be left out and is then that of
 * DATABASE_URL. Answers what to do next. Throws `conflict` for what keeps it from being copied, and nothing is then.
 */
export async function copyAll(
  config: Config,
  _: string,
  values: TypedOptions,
  print: (line: string) => void,
): Promise<string> {
  const { from, to } = readPlaces(config, values);
  let rowCount = 0;
  const tell = (sum: CopiedSum) => {
    rowCount += sum.count;
    const rows = sum.count === 1 ? "1 row" : `${sum.count} rows`;
    print(`  ${sum.table.padEnd(26)} ${rows.padStart(14)}, checksum equal (${sum.sha256.slice(0, 12)})`);
  };
  print("Copying; what is copied is read again and compared …");
  try {
    const { version, hasBytesOutside } = await copyDatabase(from, to, tell);
    return [
      `All ${rowCount} rows are there, each table with the same checksum (at ${version}). The database they came from is as it was.`,
      keyWords(config, from, to),
      ...(hasBytesOutside
        ? ["Bytes of emails and files stay in the bucket of S3_URL: keep the S3 settings as they are."]
        : []),
      "Set DATABASE_URL to the new database, also for the pipes of mail servers, and start. Do not start on the old one again.",
    ].join("\n");
  } catch (fault) {
    if (fault instanceof SnapshotFault)
      throw new Problem("conflict", inEnglish(`Nothing was copied. ${fault.message}`));
    throw new Unavailable(`Nothing was copied: ${wordsOf(fault)}`);
  }
}

function readPlaces(config: Config, values: TypedOptions): { from: string; to: string } {
  const [to, ...others] = values.to ?? [];
  if (others.length > 0) throw new UsageFault("Name one database to copy to: --to URL.");
  if (to === undefined && values.from === undefined)
    throw new UsageFault("--from or --to is missing; the other one may be that of DATABASE_URL.");
  return {
    from: readUrl("from", values.from ?? config.databaseUrl),
    to: readUrl("to", to ?? config.databaseUrl),
  };
}

function readUrl(option: string, url: string): string {
  try {
    return databaseUrl(url);
  } catch (fault) {
    throw new UsageFault(`--${option} ${wordsOf(fault)}.`);
  }
}

/** Where the key is that proves the reply addresses given out so far, and how it comes along; never the key itself. */
function keyWords({ secretKeys }: Config, from: string, to: string): string {
  const file = engineOf(from) === "sqlite" ? keyFileOf(sqliteFile(from)) : undefined;
  if (file === undefined || !existsSync(file))
    return "The keys that prove reply addresses are those of SECRET_KEYS: keep that setting as it is, or no address given out so far works again.";
  const { secret } = keyBesideDatabase(sqliteFile(from));
  if (secretKeys.some((key) => Buffer.compare(key.secret, secret) === 0))
    return `SECRET_KEYS holds the key of ${file}, so the reply addresses given out before work.`;
  const other = engineOf(to) === "sqlite" ? `, or copy that file to ${keyFileOf(sqliteFile(to))}` : "";
  return `The key that proves reply addresses is in ${file}, and no address given out so far works without it: before the first start set SECRET_KEYS=0:BASE64, where BASE64 is the one line of that file (echo "SECRET_KEYS=0:$(cat ${file})" >> your settings)${other}.`;
}
