// A part that stood in no email: words or a file that came out of a wrapping. Pure.
import type { MimePart } from "./mime-parts.ts";

/** A part in UTF-8 in the place of the one that it came out of; with a name it is a file. */
export function madePart(
  { containers }: MimePart,
  contentType: string,
  bytes: Uint8Array,
  file?: { filename: string; contentId: string },
): MimePart {
  const isText = file === undefined;
  return {
    contentType,
    parameters: new Map(isText ? [["charset", "utf-8"]] : []),
    disposition: isText ? "" : "attachment",
    filename: file?.filename ?? "",
    contentId: file?.contentId ?? "",
    containers: isText ? containers : [...containers, "multipart/mixed"],
    content: new Uint8Array(bytes),
  };
}
