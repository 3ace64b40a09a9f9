// The secret key of an installation that was given none: a file beside the SQLite database, made once, readable by its owner.
import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { giveToOwnerOfFolder } from "./store/new-file.ts";
import { codeOf } from "./domain/fault.ts";
import type { SecretKey } from "./threading/token.ts";

const keyBytes = 32;

/** Reads `secret.key` in the folder of the database, making it first if need be. Throws when it holds no key. */
export function keyBesideDatabase(databaseFile: string): SecretKey {
  const file = keyFileOf(databaseFile);
  if (!existsSync(file)) makeKey(file);
  const secret = Buffer.from(readFileSync(file, "utf8").trim(), "base64");
  if (secret.byteLength < keyBytes) throw new Error(`${file} does not hold ${keyBytes} bytes in base64.`);
  return { id: 0, secret };
}

/** Where that key is. */
export function keyFileOf(databaseFile: string): string {
  return join(dirname(databaseFile), "secret.key");
}

/** A new secret in base64, for SECRET_KEYS. */
export function newSecret(): string {
  return randomBytes(keyBytes).toString("base64");
}

/** Of several processes that start at once the first one's key stands, and none of them reads half a file. */
function makeKey(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const whole = `${file}.${randomBytes(6).toString("hex")}`;
  // Flushed, since every address sent from now on is proved by it.
  writeFileSync(whole, `${newSecret()}\n`, { mode: 0o600, flag: "wx", flush: true });
  try {
    giveToOwnerOfFolder(whole);
    linkSync(whole, file);
  } catch (fault) {
    if (codeOf(fault) !== "EEXIST") throw fault;
  } finally {
    rmSync(whole);
  }
}
