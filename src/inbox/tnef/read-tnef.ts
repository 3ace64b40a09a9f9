// Unpacks winmail.dat, in which Outlook wraps a mail's words and files (MS-OXTNEF). Pure, and bounded in attributes, files,
// bytes and nesting. What it says of senders, recipients and ids is not read: it proves nothing.
import { decodeBytes } from "../text-decoding.ts";
import { charsetOfCodepage } from "../codepages.ts";
import { rtfText } from "../rtf-text.ts";
import { byteReader, TnefFault, type ByteReader } from "./byte-reader.ts";
import { decompressRtf } from "./compressed-rtf.ts";
import { readMapiProperties, type MapiProperties } from "./mapi-properties.ts";

export interface TnefFile {
  filename: string;
  contentType: string;
  contentId: string;
  bytes: Buffer;
}

export interface Tnef {
  /** Words as plain text or, when it has them so, as html; never both. */
  text?: string;
  html?: string;
  files: TnefFile[];
}

export interface TnefLimits {
  attributesMax: number;
  filesMax: number;
  /** Of the decompressed RTF. */
  rtfBytesMax: number;
  /** Messages within each other. */
  nestingMax: number;
}

export const tnefLimits: TnefLimits = {
  attributesMax: 10_000,
  filesMax: 500,
  rtfBytesMax: 8 * 1024 * 1024,
  nestingMax: 3,
};

const signature = 0x223e9f78;
const levelAttachment = 2;
const attribute = {
  oemCodepage: 0x9007,
  body: 0x800c,
  messageProperties: 0x9003,
  attachmentStart: 0x9002,
  attachmentTitle: 0x8010,
  attachmentData: 0x800f,
  attachmentProperties: 0x9005,
} as const;
/** Ids of MS-OXPROPS. */
const property = {
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  codepage: 0x3fde,
  attachData: 0x3701,
  attachFilename: 0x3704,
  attachMethod: 0x3705,
  attachLongFilename: 0x3707,
  attachMimeTag: 0x370e,
  attachContentId: 0x3712,
  displayName: 0x3001,
} as const;
const methodEmbedded = 5;

interface Attachment {
  title: string;
  data: Buffer | undefined;
  properties: MapiProperties | undefined;
}

/** Undefined when the bytes are no TNEF, are damaged, or exceed a limit. Never throws. */
export function readTnef(bytes: Uint8Array, limits: TnefLimits = tnefLimits): Tnef | undefined {
  try {
    return unpack(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), limits, 0);
  } catch (fault) {
    if (fault instanceof TnefFault) return undefined;
    throw fault;
  }
}

function unpack(bytes: Buffer, limits: TnefLimits, depth: number): Tnef {
  const reader = byteReader(bytes);
  if (reader.uint32() !== signature) throw new TnefFault("it does not begin as TNEF");
  reader.skip(2);
  let charset = "windows-1252";
  let body: string | undefined;
  let properties: MapiProperties | undefined;
  const attachments: Attachment[] = [];
  const decode = (value: Buffer): string => decodeBytes(value, charset).text;
  for (let count = 0; reader.left() >= 11; count += 1) {
    if (count >= limits.attributesMax) throw new TnefFault("more attributes than are read");
    const { level, id, data } = nextAttribute(reader);
    const last = attachments.at(-1);
    if (level === levelAttachment) {
      if (id === attribute.attachmentStart) {
        if (attachments.length >= limits.filesMax) throw new TnefFault("more files than are read");
        attachments.push({ title: "", data: undefined, properties: undefined });
      } else if (last === undefined) continue;
      else if (id === attribute.attachmentTitle) last.title = untilNul(decode(data));
      else if (id === attribute.attachmentData) last.data = data;
      else if (id === attribute.attachmentProperties)
        last.properties = readMapiProperties(byteReader(data), decode);
    } else if (id === attribute.oemCodepage && data.length >= 4) {
      charset = charsetOfCodepage(data.readUInt32LE(0)) ?? charset;
    } else if (id === attribute.body) body = untilNul(decode(data));
    else if (id === attribute.messageProperties) properties = readMapiProperties(byteReader(data), decode);
  }
  return {
    ...wordsOf(body, properties, limits),
    files: attachments.flatMap((attachment) => filesOf(attachment, limits, depth)),
  };
}

/** The checksum behind the data is not looked at: a wrong one is no reason to lose words. */
function nextAttribute(reader: ByteReader): { level: number; id: number; data: Buffer } {
  const level = reader.uint8();
  const id = reader.uint16();
  reader.skip(2);
  const data = reader.take(reader.uint32());
  reader.skip(Math.min(2, reader.left()));
  return { level, id, data };
}

/** Html first: it is what was designed. RTF gives its words only. */
function wordsOf(
  body: string | undefined,
  properties: MapiProperties | undefined,
  limits: TnefLimits,
): Pick<Tnef, "text" | "html"> {
  const charset = charsetOfCodepage(properties?.numbers.get(property.codepage) ?? 0);
  const htmlBytes = properties?.bytes.get(property.html);
  const html =
    properties?.text.get(property.html) ??
    (htmlBytes === undefined ? "" : decodeBytes(htmlBytes, charset).text);
  if (html.trim() !== "") return { html };
  const plain = properties?.text.get(property.body) ?? body ?? "";
  if (plain.trim() !== "") return { text: plain.replaceAll(/\r\n?/gu, "\n") };
  const packed = properties?.bytes.get(property.rtf);
  const rtf = packed === undefined ? undefined : decompressRtf(packed, limits.rtfBytesMax);
  const text = rtf === undefined ? "" : rtfText(rtf);
  return text.trim() === "" ? {} : { text };
}

function filesOf({ title, data, properties }: Attachment, limits: TnefLimits, depth: number): TnefFile[] {
  const text = properties?.text;
  const filename =
    text?.get(property.attachLongFilename) ??
    text?.get(property.attachFilename) ??
    (title !== "" ? title : (text?.get(property.displayName) ?? ""));
  const object = properties?.bytes.get(property.attachData);
  if (properties?.numbers.get(property.attachMethod) === methodEmbedded && object !== undefined) {
    return embeddedFiles(filename, object, limits, depth);
  }
  const bytes = data ?? object;
  if (bytes === undefined) return [];
  return [
    {
      filename,
      contentType: text?.get(property.attachMimeTag)?.toLowerCase() ?? "application/octet-stream",
      contentId: text?.get(property.attachContentId) ?? "",
      bytes,
    },
  ];
}

/** An attached mail: 16 bytes name its interface, then comes a TNEF of its own. Its words become a file beside its files. */
function embeddedFiles(filename: string, object: Buffer, limits: TnefLimits, depth: number): TnefFile[] {
  if (depth + 1 >= limits.nestingMax) throw new TnefFault("messages are nested deeper than is read");
  const inner = unpack(object.subarray(16), limits, depth + 1);
  const name = filename === "" ? "attached email" : filename;
  const words = inner.html ?? inner.text ?? "";
  const isHtml = inner.html !== undefined;
  const file = {
    filename: `${name}.${isHtml ? "html" : "txt"}`,
    contentType: isHtml ? "text/html" : "text/plain",
    contentId: "",
    bytes: Buffer.from(words),
  };
  return [...(words === "" ? [] : [file]), ...inner.files];
}

function untilNul(text: string): string {
  const end = text.indexOf("\0");
  return end < 0 ? text : text.slice(0, end);
}
