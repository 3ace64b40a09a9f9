// The words of text/enriched (RFC 1896) and of the older text/richtext (RFC 1341). Pure.
import { decodeBytes } from "./text-decoding.ts";

/** Never throws. Formatting is dropped; what stands between <param> and </param> is none of the words. */
export function enrichedText(bytes: Uint8Array, charset: string | undefined): string {
  const { text } = decodeBytes(bytes, charset);
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll(/<param>[^<]{0,500}<\/param>/giu, "")
    .replaceAll(/<nl>/giu, "\n")
    .replaceAll(/<lt>/giu, "\u0000")
    .replaceAll("<<", "\u0000")
    .replaceAll(/<\/?[A-Za-z][\w-]{0,60}>/gu, "")
    .replaceAll("\u0000", "<")
    .replaceAll(/(?<!\n)\n(?!\n)/gu, " ")
    .replaceAll(/\n(\n+)/gu, "$1")
    .trim();
}
