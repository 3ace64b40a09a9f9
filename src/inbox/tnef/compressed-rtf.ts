// Decompresses the RTF that Outlook puts into winmail.dat (MS-OXRTFCP). Pure, bounded.

/** What every dictionary begins with (MS-OXRTFCP section 2.1.3.1.1). */
const prefix =
  "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
const dictionaryBytes = 4096;
const compressed = 0x75465a4c;
const uncompressed = 0x414c454d;

/** The RTF, at most `bytesMax` of it; undefined when the bytes are none. The checksum is not looked at: words beat proof. */
export function decompressRtf(bytes: Buffer, bytesMax: number): Buffer | undefined {
  if (bytes.length < 16) return undefined;
  const kind = bytes.readUInt32LE(8);
  const length = Math.min(bytes.readUInt32LE(4), bytesMax);
  if (kind === uncompressed) return bytes.subarray(16, 16 + length);
  if (kind !== compressed) return undefined;
  // A token of two bytes gives 17 at most, so that a short stream cannot claim a large output.
  const out = Buffer.alloc(Math.min(length, (bytes.length - 16) * 9 + 17));
  const dictionary = Buffer.alloc(dictionaryBytes);
  dictionary.write(prefix, "latin1");
  let end = prefix.length;
  let written = 0;
  const put = (byte: number): void => {
    out[written] = byte;
    written += 1;
    dictionary[end] = byte;
    end = (end + 1) % dictionaryBytes;
  };
  for (let at = 16; at < bytes.length && written < out.length;) {
    const control = bytes[at]!;
    at += 1;
    for (let bit = 0; bit < 8 && at < bytes.length && written < out.length; bit += 1) {
      if ((control & (1 << bit)) === 0) {
        put(bytes[at]!);
        at += 1;
        continue;
      }
      const token = (bytes[at]! << 8) | (bytes[at + 1] ?? 0);
      at += 2;
      const offset = token >> 4;
      // A reference to where the next byte goes ends the stream (section 2.1.3.1.4).
      if (offset === end) return out.subarray(0, written);
      const count = (token & 0x0f) + 2;
      for (let index = 0; index < count && written < out.length; index += 1)
        put(dictionary[(offset + index) % dictionaryBytes]!);
    }
  }
  return out.subarray(0, written);
}
