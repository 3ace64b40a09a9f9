// An email as it came, with our own addresses and links masked, also where its parts are written in base64.

/**
 * The email with everything else byte for byte as it was, in time linear in its length. It is text to us as UTF-8 where it is that,
 * else byte by byte. A part whose signature covers it proves nothing any more once something in it was masked.
 */
export function maskMail(bytes: Uint8Array, maskSecrets: (words: string) => string): Buffer {
  return recoded(bytes, (text) => maskSecrets(maskEncodedParts(text, maskSecrets)));
}

function recoded(bytes: Uint8Array, change: (text: string) => string): Buffer {
  try {
    return Buffer.from(
      change(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)),
      "utf8",
    );
  } catch {
    // The mask's own ellipsis is no single byte.
    return Buffer.from(change(Buffer.from(bytes).toString("latin1")).replaceAll("…", "..."), "latin1");
  }
}

const base64Line = /^[A-Za-z0-9+/]+={0,2}[ \t]*$/u;
const encodedHead = /^content-transfer-encoding:[ \t]*base64/imu;
const textHead = /^content-type:[ \t]*(?:text|message)\//imu;
const lineLength = 76;

/** Parts of text in base64 (RFC 2045 section 6.8) are read, masked, and written anew where that changes them. */
function maskEncodedParts(mail: string, maskSecrets: (words: string) => string): string {
  const lines = mail.split("\n");
  const written: string[] = [];
  let head: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    written.push(line);
    if (line.trimEnd() !== "") {
      head.push(line);
      continue;
    }
    const text = head.join("\n");
    head = [];
    if (!encodedHead.test(text) || !(textHead.test(text) || !/^content-type:/imu.test(text))) continue;
    const end = endOfBase64(lines, index + 1);
    written.push(...maskBase64(lines.slice(index + 1, end), maskSecrets));
    index = end - 1;
  }
  return written.join("\n");
}

function endOfBase64(lines: readonly string[], start: number): number {
  let end = start;
  while (end < lines.length && base64Line.test(lines[end]!.trimEnd())) end += 1;
  return end;
}

function maskBase64(lines: readonly string[], maskSecrets: (words: string) => string): readonly string[] {
  const bytes = Buffer.from(lines.join(""), "base64");
  const masked = recoded(bytes, maskSecrets);
  if (masked.equals(bytes)) return lines;
  const lineEnd = lines[0]?.endsWith("\r") === true ? "\r" : "";
  const encoded = masked.toString("base64");
  return encoded.match(new RegExp(`.{1,${lineLength}}`, "gu"))?.map((line) => line + lineEnd) ?? [];
}
