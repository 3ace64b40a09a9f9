// Everything of one client as a zip file: tables for spreadsheets, JSON for programs, emails for mail programs, and the files.
// Reads only; streams, so that neither many tasks nor large files are ever held together.
import type { Readable } from "node:stream";
import { getClient, type ClientRow } from "../store/clients.ts";
import { listApprovers, listContacts } from "../store/people.ts";
import { openArchive, type Archive, type Content } from "./archive.ts";
import { exportFormat, type ExportParts, type ExportReader } from "./client-export.ts";
import { eachSession, eachTask } from "./pages.ts";
import { sheetOfApprovals, sheetOfMessages, sheetOfNotes, sheetOfSessions, sheetOfTasks } from "./sheets.ts";
import { addTask } from "./task-files.ts";

/**
 * The zip file, to be read to its end or given up by `signal`. It is no snapshot of one moment: each page of rows is as it was when
 * it was read, and what is written meanwhile may be in one file and not yet in another. A fault breaks the stream, so that nobody
 * takes half for the whole. Throws `not_found` for an unknown client.
 */
export async function exportClient(
  parts: ExportParts,
  clientId: number,
  reader: ExportReader,
  signal: AbortSignal,
): Promise<Readable> {
  const client = await getClient(parts.read, clientId);
  const archive = openArchive(signal);
  void addEverything(archive, parts, client, reader).then(
    () => archive.end(),
    (fault: unknown) => archive.fail(fault instanceof Error ? fault : new Error(String(fault))),
  );
  return archive.output;
}

async function addEverything(
  archive: Archive,
  parts: ExportParts,
  client: ClientRow,
  reader: ExportReader,
): Promise<void> {
  const add = (path: string, content: Content) => archive.add(path, content, { at: parts.now });
  const values = {
    agency: parts.installation.agencyName,
    client: client.name,
    day: parts.now.toISOString().slice(0, 10),
    withNotes: reader.withNotes,
  };
  // With a mark and the line ends of Windows, whose plain editor reads it else as something else.
  const readme = parts.render("export/readme.text", values).replaceAll("\n", "\r\n");
  await add("README.txt", [`\ufeff${readme}`]);
  await add("client.json", [await jsonOfClient(parts, client)]);
  await add("tasks.csv", sheetOfTasks(parts, client.id));
  await add("messages.csv", sheetOfMessages(parts, client.id));
  await add("approvals.csv", sheetOfApprovals(parts, client.id));
  await add("sessions.csv", sheetOfSessions(parts, client.id));
  await add("sessions.json", jsonOfSessions(parts, client));
  if (reader.withNotes) await add("notes.csv", sheetOfNotes(parts, client.id));
  for await (const task of eachTask(parts.read, client.id)) await addTask(archive, parts, reader, task);
}

async function jsonOfClient({ read, now }: ExportParts, client: ClientRow): Promise<string> {
  const approverIds = (await listApprovers(read, client.id)).map(({ contactId }) => contactId);
  const people = (await listContacts(read, client.id)).map(({ contactId, name, address }) => ({
    id: contactId,
    name,
    address,
    mayApprove: approverIds.includes(contactId),
  }));
  const { id, name, planName } = client;
  const whole = {
    format: exportFormat,
    exportedAt: now.toISOString(),
    client: { id, name, plan: planName },
    people,
  };
  return `${JSON.stringify(whole, null, 1)}\n`;
}

async function* jsonOfSessions(
  { read, maskSecrets }: ExportParts,
  client: ClientRow,
): AsyncGenerator<string> {
  yield `{\n "format": "${exportFormat}",\n "sessions": [`;
  let separator = "\n";
  for await (const session of eachSession(read, client.id)) {
    const { id, kind, startsAt, endsAt, minutes, state, bookedAt, changedAt } = session;
    const facts = { id, kind, startsAt, endsAt, minutes, state, bookedAt, changedAt };
    const people = { contact: session.contactName, staff: session.staffName };
    const words = { agenda: maskSecrets(session.agenda), callLink: session.callLink };
    yield `${separator}${JSON.stringify({ ...facts, ...people, ...words }, null, 1)}`;
    separator = ",\n";
  }
  yield "\n ]\n}\n";
}
