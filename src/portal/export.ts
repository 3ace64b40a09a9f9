// GET /clients/:clientId/export.zip for staff, GET /export.zip for contacts: everything of one client in one file, as far as whoever
// asks sees it anyway.
import { promises as streams } from "node:stream";
import type { Request, Response } from "express";
import { Problem } from "../domain/problem.ts";
import type { ExportReader } from "../export/client-export.ts";
import { exportClient } from "../export/export-client.ts";
import { getClient } from "../store/clients.ts";
import { requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
import { contactOrSignIn, requireStaff, type ContactVisitor, type StaffVisitor } from "./visitor.ts";

/**
 * Exports that are made at the same time; each reads a page of rows and holds one file. Fewer for the people of one client or one
 * of the staff, so that who reads slowly keeps nobody else waiting.
 */
export const exportsAtOnceMax = 8;
export const exportsOfOneMax = 2;

/** With notes of the team when the query has `notes`. Throws `not_found`, or `limit_reached` while too many are made. */
export async function exportForStaff(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const clientId = requireId(request.params["clientId"]);
  const withNotes = request.query["notes"] !== undefined;
  await send(portal, response, staff, clientId, { isStaff: true, withNotes });
}

/** For every contact: it holds nothing that they do not see on their pages. */
export async function exportForContact(portal: Portal, request: Request, response: Response): Promise<void> {
  const contact = await contactOrSignIn(portal, request, response);
  if (contact === undefined) return;
  await send(portal, response, contact, contact.clientId, { isStaff: false, withNotes: false });
}

async function send(
  portal: Portal,
  response: Response,
  visitor: StaffVisitor | ContactVisitor,
  clientId: number,
  reader: ExportReader,
): Promise<void> {
  const { store, installation, maskSecrets, exports } = portal;
  const { locale, say, now } = readingOf(portal, visitor);
  const client = await getClient(store.read, clientId);
  const owner = visitor.kind === "staff" ? `staff:${visitor.staffId}` : `client:${visitor.clientId}`;
  const own = exports.owners.filter((other) => other === owner);
  if (exports.owners.length >= exportsAtOnceMax || own.length >= exportsOfOneMax) throw tooMany();
  response.attachment(
    portal.downloadFilename(`${client.name} ${now.toISOString().slice(0, 10)}.zip`, "application/zip"),
  );
  response.set({
    "content-type": "application/zip",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
    vary: "cookie",
  });
  if (response.req.method === "HEAD") return void response.end();
  const ended = new AbortController();
  response.once("close", () => ended.abort(new Error("Whoever asked went away.")));
  exports.owners.push(owner);
  try {
    const render = (name: string, values: object) => portal.render(name, { locale, ...values });
    const parts = { read: store.read, now, installation, maskSecrets, say, render };
    const file = await exportClient(parts, client.id, reader, ended.signal);
    await streams.pipeline(file, response);
  } catch (fault) {
    // The connection breaks off, by which its receiver knows that half is missing.
    if (!ended.signal.aborted) throw fault;
  } finally {
    exports.owners.splice(exports.owners.indexOf(owner), 1);
  }
}

function tooMany(): Problem {
  return new Problem("limit_reached", {
    en: "Several files are being made right now. Please try again in a minute.",
    de: "Gerade werden mehrere Dateien zusammengestellt. Bitte versuchen Sie es in einer Minute noch einmal.",
  });
}
