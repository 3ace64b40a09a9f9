// What keeps Inreply from starting that its operator can mend: a database or a port. One sentence, no stack.
import type { AddressInfo } from "node:net";
import type { Server } from "node:http";
import { codeOf, wordsOf } from "./domain/fault.ts";
import { migrate, openStore, type Keeping, type Migrated, type Store } from "./store/database.ts";

/** BSD sysexits EX_UNAVAILABLE. */
export const unavailableExit = 69;

/** Its message is fit for an operator. */
export class Unavailable extends Error {}

/** Opens and migrates the database, or throws `Unavailable`. */
export function openDatabase(databaseUrl: string, keeping: Keeping = {}): Promise<Store> {
  return orUnavailable(() => openStore(databaseUrl, keeping));
}

/** Migrates the database, or throws `Unavailable`. */
export function migrateDatabase(databaseUrl: string): Promise<Migrated> {
  return orUnavailable(() => migrate(databaseUrl));
}

async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (fault) {
    const isClosed = fault instanceof Error && codeOf(fault) === "EACCES";
    const todo = isClosed ? ". Run this as the user that Inreply runs as (sudo -u …)." : "";
    throw new Unavailable(`The database that DATABASE_URL names cannot be opened: ${wordsOf(fault)}${todo}`);
  }
}

/** Listens, or throws `Unavailable`. */
export function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", (fault) => {
      const isTaken = codeOf(fault) === "EADDRINUSE";
      const why = isTaken ? "something else listens there. Stop it, or set PORT" : wordsOf(fault);
      reject(new Unavailable(`Inreply cannot listen on ${host}, port ${port}: ${why}.`));
    });
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}
