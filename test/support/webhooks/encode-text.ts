// Text -> bytes in the charsets of old mail programs, which Node can only decode: every code of one or two bytes is decoded
// once, and the table read backwards.

const tables = new Map<string, ReadonlyMap<string, Buffer>>();

/** Throws when the charset has no code for a character. */
export function encodeText(text: string, charset: string): Buffer {
  if (charset === "utf-8") return Buffer.from(text);
  if (charset === "iso-2022-jp") return escapedJapanese(text);
  const table = tableOf(charset);
  return Buffer.concat(
    Array.from(text, (character) => {
      const code = table.get(character);
      if (code === undefined) throw new Error(`${charset} has no “${character}”.`);
      return code;
    }),
  );
}

function tableOf(charset: string): ReadonlyMap<string, Buffer> {
  const known = tables.get(charset);
  if (known !== undefined) return known;
  const decoder = new TextDecoder(charset);
  const table = new Map<string, Buffer>();
  const note = (...bytes: number[]) => {
    const code = Buffer.from(bytes);
    const text = decoder.decode(code);
    if (Array.from(text).length === 1 && text !== "\u{fffd}" && !table.has(text)) table.set(text, code);
  };
  for (let byte = 0; byte < 0x100; byte += 1) note(byte);
  // Windows has these where Node 20 has control characters.
  if (/^(?:windows-1252|us-ascii)$/u.test(charset)) {
    for (const [index, character] of Array.from("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ").entries())
      table.set(character, Buffer.from([windowsCodes[index]!]));
  }
  if (/^(?:shift_jis|euc-|gb|big5)/u.test(charset)) {
    for (let lead = 0x81; lead < 0xff; lead += 1)
      for (let trail = 0x40; trail < 0xff; trail += 1) note(lead, trail);
  }
  tables.set(charset, table);
  return table;
}

const windowsCodes = [
  0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8e, 0x91, 0x92, 0x93, 0x94, 0x95,
  0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9e, 0x9f,
];

/** RFC 1468: the codes of EUC-JP without their high bits, between escapes. */
function escapedJapanese(text: string): Buffer {
  const pieces = text.match(/[^\u0080-\u{10ffff}]+|[\u0080-\u{10ffff}]+/gu) ?? [];
  return Buffer.concat(
    pieces.map((piece) => {
      if (piece.charCodeAt(0) < 0x80) return Buffer.from(piece);
      const codes = encodeText(piece, "euc-jp").map((byte) => byte & 0x7f);
      return Buffer.concat([Buffer.from("\u001b$B"), codes, Buffer.from("\u001b(B")]);
    }),
  );
}
