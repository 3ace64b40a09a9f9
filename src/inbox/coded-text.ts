// What stands within plain text and is none: PGP armour (RFC 9580), files in uuencode (POSIX) and in yEnc. Takes it out,
// keeps it as a file, and says what it is. Pure: one text in, the words and the files out.

export interface CodedFile {
  filename: string;
  contentType: string;
  bytes: Uint8Array<ArrayBuffer>;
}

export type CodedKind = "pgp_encrypted" | "pgp_signed" | "uuencoded" | "yenc";

/** `lines` are what is left as words. */
export interface CodedText {
  text: string;
  files: CodedFile[];
  kinds: Set<CodedKind>;
}

/** Files taken out of one text; what comes behind them stays words. */
const codedFilesMax = 100;

const pgpMessage = /^-----BEGIN PGP MESSAGE(?:, PART [\dX/]{1,9})?-----$/u;
const uuBegin = /^begin(?:-base64)? [0-7]{3,4} (\S.{0,300})$/u;
const yencBegin = /^=ybegin (?:\S{1,40} ){1,6}name=(.{1,300})$/u;

/**
 * Reads the transfer-decoded bytes of a text part, one character a byte (latin1), so that nothing that is no text is
 * changed by a charset. Undefined when nothing is coded: the part is then as it was.
 */
export function readCodedText(text: string): CodedText | undefined {
  if (!/^(?:-----BEGIN PGP |begin(?:-base64)? [0-7]{3}|=ybegin )/mu.test(text)) return undefined;
  const lines = text.split("\n");
  const kept: string[] = [];
  const files: CodedFile[] = [];
  const kinds = new Set<CodedKind>();
  for (let at = 0; at < lines.length;) {
    const found = files.length < codedFilesMax ? readBlock(lines, at) : undefined;
    if (found === undefined) {
      kept.push(lines[at]!);
      at += 1;
      continue;
    }
    kinds.add(found.kind);
    kept.push(...found.words);
    if (found.file !== undefined) files.push(found.file);
    at = found.next;
  }
  return kinds.size === 0 ? undefined : { text: kept.join("\n"), files, kinds };
}

interface Block {
  kind: CodedKind;
  words: string[];
  file?: CodedFile;
  /** The line behind it. */
  next: number;
}

function readBlock(lines: readonly string[], at: number): Block | undefined {
  const line = lines[at]!.trimEnd();
  if (pgpMessage.test(line)) return readPgpMessage(lines, at);
  if (line === "-----BEGIN PGP SIGNED MESSAGE-----") return readClearsigned(lines, at);
  const uu = uuBegin.exec(line);
  if (uu !== null) return readUuencoded(lines, at, uu[1]!);
  const yenc = yencBegin.exec(line);
  return yenc === null ? undefined : readYenc(lines, at, yenc[1]!);
}

/** Without its end it was cut off, and is encrypted all the same. */
function readPgpMessage(lines: readonly string[], at: number): Block {
  const end = findLine(lines, at + 1, (line) => line.startsWith("-----END PGP MESSAGE"));
  const next = end === undefined ? lines.length : end + 1;
  const armour = lines.slice(at, next).join("\n");
  const file = fileOf("encrypted message.asc", "application/octet-stream", Buffer.from(armour, "latin1"));
  return { kind: "pgp_encrypted", words: [], file, next };
}

/** RFC 9580 section 7: headers up to an empty line, the text with its dashes escaped, the signature. */
function readClearsigned(lines: readonly string[], at: number): Block | undefined {
  const empty = findLine(lines, at + 1, (line) => line === "");
  if (empty === undefined || empty - at > 10) return undefined;
  // Its words hold no such line, since their dashes are escaped.
  const signature = findLine(lines, empty, (line) => line.startsWith("-----BEGIN PGP "));
  if (signature === undefined || lines[signature]!.trimEnd() !== "-----BEGIN PGP SIGNATURE-----")
    return undefined;
  const end = findLine(lines, signature, (line) => line === "-----END PGP SIGNATURE-----");
  const words = lines
    .slice(empty + 1, signature)
    .map((line) => (line.startsWith("- ") ? line.slice(2) : line));
  return { kind: "pgp_signed", words, next: end === undefined ? lines.length : end + 1 };
}

/** All lines must be well formed: a sentence may begin with "begin 600 …" too. */
function readUuencoded(lines: readonly string[], at: number, filename: string): Block | undefined {
  const isBase64 = lines[at]!.startsWith("begin-base64");
  const last = isBase64 ? "====" : "end";
  // No further than where another begins: many that never end would each be looked through to the end of the text.
  const end = findLine(lines, at + 1, (line) => line === last || uuBegin.test(line));
  if (end === undefined || lines[end]!.trimEnd() !== last) return undefined;
  const coded = lines.slice(at + 1, end).map((line) => line.replace(/\r$/u, ""));
  const pieces = isBase64
    ? coded.map((line) => (/^[A-Za-z0-9+/=]*$/u.test(line) ? Buffer.from(line, "base64") : undefined))
    : coded.map(uuLine);
  const sound = pieces.filter((piece) => piece !== undefined);
  if (sound.length < pieces.length || sound.length === 0) return undefined;
  return {
    kind: "uuencoded",
    words: [],
    file: fileOf(filename, "application/octet-stream", Buffer.concat(sound)),
    next: end + 1,
  };
}

/** The first character says how many bytes; blanks at the end are often lost on the way. */
function uuLine(line: string): Buffer | undefined {
  if (line === "" || line === "`") return Buffer.alloc(0);
  if (!/^[\x20-\x60]{1,90}$/u.test(line)) return undefined;
  const length = (line.charCodeAt(0) - 32) & 63;
  const needed = Math.ceil(length / 3) * 4;
  // Some add a checksum character.
  if (line.length - 1 > needed + 1 || line.length - 1 < Math.ceil((length * 4) / 3) - 8) return undefined;
  const codes = line.slice(1).padEnd(needed, " ");
  const bytes = Buffer.alloc(needed);
  let written = 0;
  for (let at = 0; at < needed; at += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((step) => (codes.charCodeAt(at + step) - 32) & 63);
    bytes[written] = (a << 2) | (b >> 4);
    bytes[written + 1] = ((b & 15) << 4) | (c >> 2);
    bytes[written + 2] = ((c & 3) << 6) | d;
    written += 3;
  }
  return bytes.subarray(0, length);
}

/** yEnc draft 1.3: every byte plus 42; `=` escapes the next, which has 64 more. */
function readYenc(lines: readonly string[], at: number, filename: string): Block | undefined {
  const end = findLine(lines, at + 1, (line) => line.startsWith("=yend ") || yencBegin.test(line));
  if (end === undefined || !lines[end]!.startsWith("=yend ")) return undefined;
  const coded = lines.slice(at + 1, end).filter((line) => !line.startsWith("=ypart "));
  const bytes = Buffer.from(coded.join("").replaceAll("\r", ""), "latin1");
  let written = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    let code = bytes[index]!;
    if (code === 0x3d) {
      index += 1;
      code = (bytes[index] ?? 0) - 64;
    }
    bytes[written] = code - 42;
    written += 1;
  }
  const file = fileOf(filename, "application/octet-stream", bytes.subarray(0, written));
  return { kind: "yenc", words: [], file, next: end + 1 };
}

/** Trailing blanks and the CR do not count. */
function findLine(
  lines: readonly string[],
  from: number,
  fits: (line: string) => boolean,
): number | undefined {
  for (let at = from; at < lines.length; at += 1) if (fits(lines[at]!.trimEnd())) return at;
  return undefined;
}

function fileOf(filename: string, contentType: string, bytes: Uint8Array): CodedFile {
  return { filename: filename.trim(), contentType, bytes: new Uint8Array(bytes) };
}
