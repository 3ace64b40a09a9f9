// Which part of the audit trail is asked for: all of it, or that of one task, one client or one person, as its address says.
import type { Request } from "express";
import type { Person } from "../domain/person.ts";
import type { AuditFilter } from "../store/audit.ts";
import { getClient } from "../store/clients.ts";
import { getAuthor } from "../store/people.ts";
import { getTask } from "../store/tasks.ts";
import { pageMissing, requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";

export interface AskedPart {
  filter: AuditFilter;
  /** What stands in the address for it. */
  query: Record<string, string>;
  /** Whose part it is, and their page. */
  name: string | null;
  path: string | null;
}

/** `task`, `client` or `person` (`contact-7`, `staff-1`). Throws `not_found` for one that is not there. */
export async function readAskedPart(portal: Portal, request: Request): Promise<AskedPart> {
  const { task, client, person } = request.query;
  const rows = portal.store.read;
  if (typeof task === "string") {
    const { id, title } = await getTask(rows, requireId(task));
    return { filter: { taskId: id }, query: { task }, name: `#${id} ${title}`, path: `/tasks/${id}` };
  }
  if (typeof client === "string") {
    const { id, name } = await getClient(rows, requireId(client));
    return { filter: { clientId: id }, query: { client }, name, path: `/clients/${id}` };
  }
  if (typeof person === "string") {
    const asked = readPerson(person);
    const { name, clientId } = await getAuthor(rows, asked);
    const path = clientId === null ? null : `/clients/${clientId}`;
    return { filter: { person: asked }, query: { person }, name, path };
  }
  return { filter: undefined, query: {}, name: null, path: null };
}

/** Where all that a person did, and what is about them, is listed. */
export function auditPathOf({ kind, id }: Person): string {
  return `/audit?person=${kind}-${id}`;
}

function readPerson(text: string): Person {
  const [, kind, id] = /^(contact|staff)-(\d+)$/u.exec(text) ?? [];
  if (kind !== "contact" && kind !== "staff") throw pageMissing();
  return { kind, id: requireId(id) };
}
