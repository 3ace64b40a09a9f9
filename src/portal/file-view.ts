// A file as a page lists it: its name, its size in words, and a preview when it is a picture browsers show safely.
import { downloadFilename } from "../domain/download-filename.ts";
import { sizeInWords } from "../domain/in-words.ts";
import type { AttachmentRow } from "../store/messages.ts";
import type { Reading } from "./reading.ts";

export interface FileView {
  name: string;
  size: string;
  path: string;
  /** Null when it is no raster image. */
  previewPath: string | null;
}

/** Files of one message that a page lists openly, and how many it shows of more. */
export const filesMax = 16;
const filesShown = 12;

/** The files that are listed openly, and those that are folded below them. */
export function foldMany<File>(files: readonly File[]): { files: File[]; moreFiles: File[] } {
  const openCount = files.length > filesMax ? filesShown : files.length;
  return { files: files.slice(0, openCount), moreFiles: files.slice(openCount) };
}

/** Raster images: they hold no script, unlike SVG. */
const previewTypes: ReadonlySet<string> = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);
/** A larger picture is not loaded as a thumbnail. */
const previewBytesMax = 8_000_000;

export function canShowInline(contentType: string): boolean {
  return previewTypes.has(contentType);
}

export function toFileView(row: AttachmentRow, { locale, say }: Pick<Reading, "locale" | "say">): FileView {
  return {
    name: row.filename === "" ? say("files.unnamed") : downloadFilename(row.filename, row.contentType),
    size: sizeInWords(row.sizeBytes, locale),
    path: `/attachments/${row.id}`,
    previewPath: previewPathOf(row),
  };
}

/** Where a file is shown as a picture; null for what is none, or too large for that. */
export function previewPathOf({ id, contentType, sizeBytes }: AttachmentRow): string | null {
  return canShowInline(contentType) && sizeBytes <= previewBytesMax ? `/attachments/${id}?show` : null;
}
