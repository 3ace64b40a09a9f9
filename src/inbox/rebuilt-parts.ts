// The fields of SendGrid's parsed form -> what an email is put together from: two bodies with their charsets, and files with
// their names, types and content ids. Says in sentences what did not fit. Pure.
import { decodeWords } from "./mime-parts.ts";
import type { FormPart, SendgridForm } from "./sendgrid-form.ts";
import { decodeBytes, windows1252Bytes } from "./text-decoding.ts";

export interface BodyPart {
  bytes: Buffer;
  /** The one that fits its bytes, if any is known. */
  charset: string | undefined;
}

export interface FilePart {
  bytes: Buffer;
  filename: string;
  /** Lower case, without parameters. Never a multipart. */
  contentType: string;
  charset: string | undefined;
  /** Without its angle brackets; empty when it has none. */
  contentId: string;
}

export interface RebuiltParts {
  text: BodyPart | undefined;
  html: BodyPart | undefined;
  /** In the order of the email. */
  files: FilePart[];
  /** Whole sentences about what is missing or malformed in the form. */
  faults: string[];
}

/** `topCharset` is that of the email's own Content-Type, when the whole email is one text. */
export function rebuiltParts(form: SendgridForm, topCharset: string | undefined): RebuiltParts {
  const faults: string[] = [];
  const charsets = stringsOf(readJson(form, "charsets", faults));
  if (!form.fields.has("charsets")) faults.push("The field “charsets” is missing.");
  const html = form.fields.get("html")?.bytes;
  const metaCharset = html === undefined ? undefined : findMetaCharset(html);
  const bodyOf = (name: "text" | "html", other: "text" | "html"): BodyPart | undefined => {
    const bytes = form.fields.get(name)?.bytes;
    if (bytes === undefined || bytes.length === 0) return undefined;
    const named = [charsets.get(name), topCharset, metaCharset, charsets.get(other), charsets.get("subject")];
    return { bytes, charset: fittingCharset(bytes, named) };
  };
  const files = filesOf(form, charsets, faults);
  return { text: bodyOf("text", "html"), html: bodyOf("html", "text"), files, faults };
}

/** The first under which the bytes are a text; else the first, and the reader has to make the best of it. */
function fittingCharset(bytes: Buffer, named: readonly (string | undefined)[]): string | undefined {
  const known = named.flatMap((charset) => {
    const plain = charset?.trim().toLowerCase() ?? "";
    return /^[\w.:+-]{1,60}$/u.test(plain) ? [plain] : [];
  });
  const sample = sampleOf(bytes);
  const fits = (charset: string) => {
    const { text, refused } = decodeBytes(sample, charset);
    return refused === undefined && !text.includes("\u{fffd}");
  };
  return known.find(fits) ?? known[0];
}

/** Whole lines of the start, so that a long text is not decoded again and again. */
function sampleOf(bytes: Buffer): Buffer {
  const end = bytes.length <= sampleBytesMax ? -1 : bytes.lastIndexOf(0x0a, sampleBytesMax);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

const sampleBytesMax = 1024 * 1024;

/** Old programs name the charset of an html part only within it. */
function findMetaCharset(html: Buffer): string | undefined {
  return /<meta\b[^>]{0,200}\bcharset\s*=\s*["']?([\w.:-]{1,40})/iu.exec(
    html.toString("latin1", 0, 2048),
  )?.[1];
}

function filesOf(form: SendgridForm, charsets: ReadonlyMap<string, string>, faults: string[]): FilePart[] {
  const described = readJson(form, "attachment-info", faults, charsets.get("filename"));
  const contentIds = stringsOf(readJson(form, "content-ids", faults));
  // Backwards, since of two ids for one part the first counts.
  const idsByName = new Map([...contentIds].toReversed().map(([id, name]) => [name, id]));
  const parts = fileParts(form);
  const infos = new Map(Object.entries(described));
  if (parts.length > 0 && !form.fields.has("attachment-info"))
    faults.push("The field “attachment-info” is missing.");
  const count = Number.parseInt(form.fields.get("attachments")?.bytes.toString("latin1") ?? "", 10);
  const named = Number.isNaN(count) ? infos.size : count;
  if (named !== parts.length) faults.push(`It names ${named} attachments, and ${parts.length} came.`);
  return parts.map((part) => {
    const info = stringsOf(infos.get(part.name));
    const type = info.get("type")?.trim().toLowerCase().split(";", 1)[0]?.trim();
    return {
      bytes: part.bytes,
      filename: filenameOf(info, part, charsets.get("filename")),
      contentType: [type, part.contentType].find(isLeafType) ?? "application/octet-stream",
      charset: /^[\w.:+-]{1,60}$/u.exec(info.get("charset") ?? "")?.[0],
      contentId: (info.get("content-id") ?? idsByName.get(part.name) ?? "")
        .replace(/^\s*<|>\s*$/gu, "")
        .trim(),
    };
  });
}

/** `attachment1` to `attachmentN` by number, then whatever other files came, so that none is lost. */
function fileParts(form: SendgridForm): FormPart[] {
  const numberOf = (name: string) => Number(/^attachment(\d{1,6})$/u.exec(name)?.[1] ?? Number.NaN);
  const all = [...form.fields.values(), ...form.others];
  const numbered = all.filter(({ name }) => !Number.isNaN(numberOf(name)));
  const named = all.filter((part) => Number.isNaN(numberOf(part.name)) && part.filename !== undefined);
  return [
    ...numbered.toSorted((one, other) => numberOf(one.name) - numberOf(other.name)),
    ...named.toSorted((one, other) => Number(one.name > other.name) - Number(one.name < other.name)),
  ];
}

function isLeafType(type: string | undefined): type is string {
  return (
    type !== undefined && /^[\w.+-]{1,80}\/[\w.+-]{1,100}$/u.test(type) && !type.startsWith("multipart/")
  );
}

/** As the list names it, or else as its part does; whichever is whole. Nobody's name is longer, however it was encoded. */
function filenameOf(info: ReadonlyMap<string, string>, part: FormPart, charset: string | undefined): string {
  const written = (part.filename ?? "").slice(0, filenameLengthMax);
  const inForm = decodeBytes(Buffer.from(written, "latin1"), charset).text;
  const names = [info.get("filename"), info.get("name"), inForm].flatMap((name) =>
    name === undefined || name.trim() === "" ? [] : [repairedName(name.slice(0, filenameLengthMax))],
  );
  return names.find((name) => !name.includes("\u{fffd}")) ?? names[0] ?? "";
}

const filenameLengthMax = 2_000;

/** Undoes what was not decoded on the way: encoded words (RFC 2047), the extended form (RFC 2231), utf-8 read as latin-1. */
function repairedName(name: string): string {
  const words = decodeWords(name);
  const [, charset, escaped] = /^([\w.-]{2,40})'[\w-]{0,20}'(.*)$/u.exec(words) ?? [];
  const plain = charset !== undefined && escaped !== undefined ? unescaped(escaped, charset) : words;
  const bytes = windows1252Bytes(plain);
  if (bytes === undefined || bytes.every((byte) => byte < 0x80)) return plain;
  const { text, refused } = decodeBytes(bytes, "utf-8");
  return refused === undefined ? text : plain;
}

function unescaped(escaped: string, charset: string): string {
  const bytes = Buffer.from(escaped).toString("latin1");
  const plain = bytes.replace(/%([0-9a-f]{2})/giu, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return decodeBytes(Buffer.from(plain, "latin1"), charset).text;
}

/** The object in a field; empty, with its fault, when the field holds none. */
function readJson(
  form: SendgridForm,
  name: string,
  faults: string[],
  charset?: string,
): Record<string, unknown> {
  const bytes = form.fields.get(name)?.bytes;
  if (bytes === undefined) return {};
  try {
    const value: unknown = JSON.parse(decodeBytes(bytes, charset).text);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault;
  }
  faults.push(`The field “${name}” is not JSON as SendGrid writes it.`);
  return {};
}

function stringsOf(value: unknown): Map<string, string> {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
