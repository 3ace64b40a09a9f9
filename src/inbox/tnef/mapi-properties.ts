// Reads a list of MAPI properties as winmail.dat holds them (MS-OXTNEF section 2.1.3.5, MS-OXCDATA 2.11). Pure, bounded.
import type { ByteReader } from "./byte-reader.ts";
import { TnefFault } from "./byte-reader.ts";

/** Values by property id, for the kinds that hold bytes, text or a number; the first value of a property counts. */
export interface MapiProperties {
  bytes: Map<number, Buffer>;
  text: Map<number, string>;
  numbers: Map<number, number>;
}

/** Properties of one list, and values of one property. */
export const mapiLimits = { propertiesMax: 2_000, valuesMax: 10_000 };

const multiple = 0x1000;
const kindString8 = 0x001e;
const kindUnicode = 0x001f;
const kindObject = 0x000d;
const kindBinary = 0x0102;

/** Fixed sizes in bytes, filled up to four. */
const fixedBytes = new Map([
  [0x0001, 0],
  [0x0002, 4],
  [0x0003, 4],
  [0x0004, 4],
  [0x0005, 8],
  [0x0006, 8],
  [0x0007, 8],
  [0x000a, 4],
  [0x000b, 4],
  [0x0014, 8],
  [0x0040, 8],
  [0x0048, 16],
]);

/** Throws `TnefFault` for what is cut off, unknown or too much. Text in an 8-bit charset is read by `decode`. */
export function readMapiProperties(reader: ByteReader, decode: (bytes: Buffer) => string): MapiProperties {
  const found: MapiProperties = { bytes: new Map(), text: new Map(), numbers: new Map() };
  const count = reader.uint32();
  if (count > mapiLimits.propertiesMax) throw new TnefFault("more properties than are read");
  for (let index = 0; index < count; index += 1) readProperty(reader, decode, found);
  return found;
}

function readProperty(reader: ByteReader, decode: (bytes: Buffer) => string, found: MapiProperties): void {
  const type = reader.uint16();
  const id = reader.uint16();
  if (id >= 0x8000) skipName(reader);
  const kind = type & ~multiple;
  const isVariable =
    kind === kindString8 || kind === kindUnicode || kind === kindBinary || kind === kindObject;
  const values = isVariable || (type & multiple) !== 0 ? reader.uint32() : 1;
  if (values > mapiLimits.valuesMax) throw new TnefFault("more values than are read");
  for (let index = 0; index < values; index += 1) {
    const size = isVariable ? reader.uint32() : fixedBytes.get(kind);
    if (size === undefined) throw new TnefFault("a property of an unknown kind");
    const value = reader.take(size);
    reader.skip((4 - (size % 4)) % 4);
    if (index > 0) continue;
    if (kind === kindString8) setFirst(found.text, id, withoutEnd(decode(value)));
    else if (kind === kindUnicode) setFirst(found.text, id, withoutEnd(value.toString("utf16le")));
    else if (kind === 0x0003) setFirst(found.numbers, id, value.readUInt32LE(0));
    if (isVariable) setFirst(found.bytes, id, value);
  }
}

function skipName(reader: ByteReader): void {
  reader.skip(16);
  if (reader.uint32() === 0) {
    reader.skip(4);
    return;
  }
  const size = reader.uint32();
  reader.skip(size + ((4 - (size % 4)) % 4));
}

function setFirst<Value>(map: Map<number, Value>, id: number, value: Value): void {
  if (!map.has(id)) map.set(id, value);
}

function withoutEnd(text: string): string {
  const end = text.indexOf("\0");
  return end < 0 ? text : text.slice(0, end);
}
