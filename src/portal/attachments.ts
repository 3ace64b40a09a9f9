// GET /attachments/:attachmentId: a file of a message or of an inbound email, for whoever may see what it came with.
import type { Request, Response } from "express";
import { getBlob } from "../store/blobs.ts";
import { findAttachment, findMessage, type AttachmentRow } from "../store/messages.ts";
import { canShowInline } from "./file-view.ts";
import { findPictureType } from "./picture-type.ts";
import { pageMissing, requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { findTaskAccess } from "./task-access.ts";
import { findVisitor } from "./visitor.ts";

const bytesType = "application/octet-stream";
/** Types that keep their name, with pictures that are some; everything else is bytes, so that no browser runs what somebody emailed. */
const keptTypes: ReadonlySet<string> = new Set([
  "application/pdf",
  "application/zip",
  "text/plain",
  "text/csv",
  "audio/mpeg",
  "video/mp4",
]);

/** Sends a file to be saved; a raster image is shown when the query has `show`. */
export async function downloadAttachment(
  portal: Portal,
  request: Request,
  response: Response,
): Promise<void> {
  const row = await findAttachment(portal.store.read, requireId(request.params["attachmentId"]));
  if (row === undefined || !(await maySee(portal, request, row))) throw pageMissing();
  const bytes = await getBlob(portal.store.read, row.sha256);
  // What somebody calls a picture is one only when its bytes say so.
  const pictureType = canShowInline(row.contentType) ? findPictureType(bytes) : undefined;
  const isShown = request.query["show"] !== undefined && pictureType !== undefined;
  const contentType = typeOf(row.contentType, pictureType);
  if (isShown) response.set("content-disposition", "inline");
  else response.attachment(portal.downloadFilename(row.filename, row.contentType));
  // After the name, from which express would guess a type.
  response.set({
    "content-type": contentType === "text/plain" ? "text/plain; charset=utf-8" : contentType,
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    // The permission is asked for anew each time; only the bytes need not travel again.
    "cache-control": "private, no-cache",
    etag: `"${row.sha256}"`,
  });
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  response.set("content-length", String(bytes.byteLength));
  response.end(request.method === "HEAD" ? undefined : bytes);
}

function typeOf(declared: string, pictureType: string | undefined): string {
  if (canShowInline(declared)) return pictureType ?? bytesType;
  return keptTypes.has(declared) ? declared : bytesType;
}

async function maySee(portal: Portal, request: Request, row: AttachmentRow): Promise<boolean> {
  const visitor = await findVisitor(portal, request);
  if (visitor.kind === "staff") return true;
  if (row.messageId === null) return false;
  const message = await findMessage(portal.store.read, row.messageId);
  if (message === undefined || message.isNote === 1) return false;
  return (await findTaskAccess(portal, request, message.taskId)) !== undefined;
}
