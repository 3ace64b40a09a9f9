// Builds what mail programs wrap words in, byte by byte: winmail.dat (MS-OXTNEF) and signed S/MIME files (CMS, RFC 5652).

/** One attribute of a winmail.dat; level 1 is of the message, 2 of a file. */
export function attribute(level: 1 | 2, id: number, data: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt8(level, 0);
  head.writeUInt16LE(id, 1);
  head.writeUInt32LE(data.length, 5);
  return Buffer.concat([head, data, Buffer.alloc(2)]);
}

export function tnef(...attributes: Buffer[]): Buffer {
  return Buffer.concat([Buffer.from("789f3e220000", "hex"), ...attributes]);
}

export const bodyOf = (words: string) => attribute(1, 0x800c, Buffer.from(`${words}\0`));

/** A file of a winmail.dat with one byte in it. */
export function tnefFile(name: string): Buffer {
  return Buffer.concat([
    attribute(2, 0x9002, Buffer.alloc(0)),
    attribute(2, 0x8010, Buffer.from(`${name}\0`)),
    attribute(2, 0x800f, Buffer.from("x")),
  ]);
}

/** A message within a winmail.dat, as the file it is there. */
export function tnefMessage(inner: Buffer): Buffer {
  const properties = propertyList([
    numberProperty(0x3705, 5),
    variableProperty(0x000d, 0x3701, Buffer.concat([Buffer.alloc(16), inner])),
  ]);
  return Buffer.concat([attribute(2, 0x9002, Buffer.alloc(0)), attribute(2, 0x9005, properties)]);
}

export const messageProperties = (properties: Buffer[]) => attribute(1, 0x9003, propertyList(properties));

function propertyList(properties: Buffer[]): Buffer {
  return Buffer.concat([uint32(properties.length), ...properties]);
}

export const numberProperty = (id: number, value: number) =>
  Buffer.concat([uint16(0x0003), uint16(id), uint32(value)]);

/** A property of so many numbers. */
export const numbersProperty = (id: number, count: number) =>
  Buffer.concat([uint16(0x1003), uint16(id), uint32(count), Buffer.alloc(4 * count)]);

export const textProperty = (id: number, words: string) =>
  variableProperty(0x001f, id, Buffer.from(`${words}\0`, "utf16le"));

function variableProperty(kind: number, id: number, value: Buffer): Buffer {
  const padding = Buffer.alloc((4 - (value.length % 4)) % 4);
  return Buffer.concat([uint16(kind), uint16(id), uint32(1), uint32(value.length), value, padding]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** A value of BER (X.690 section 8.1). */
function ber(tag: number, ...contents: Buffer[]): Buffer {
  const length = contents.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const bytes = Buffer.alloc(5);
  bytes.writeUInt8(0x84, 0);
  bytes.writeUInt32BE(length, 1);
  return Buffer.concat([Buffer.from([tag]), bytes, ...contents]);
}

const signedData = Buffer.from("06092a864886f70d010702", "hex");
const data = Buffer.from("06092a864886f70d010701", "hex");

/** Values of `signed` besides the strings in which the entity stands. */
export const signedValues = 10;
/** Values within each other above what `certificates` holds. */
export const signedDepth = 3;

/** An entity that is signed by nobody: in one string, and so many empty ones behind it; with certificates that are none. */
export function signed(entity: Buffer, emptyStrings = 0, certificates: Buffer = Buffer.alloc(0)): Buffer {
  const empty = Buffer.alloc(2 * emptyStrings, Buffer.from("0400", "hex"));
  const content = ber(0x24, ber(0x04, entity), empty);
  const version = Buffer.from("020101", "hex");
  const digests = Buffer.from("3100", "hex");
  const encapsulated = ber(0x30, data, ber(0xa0, content));
  return ber(0x30, signedData, ber(0xa0, ber(0x30, version, digests, encapsulated, certificates)));
}

/** So many values within each other. */
export function nested(depth: number): Buffer {
  let value: Buffer = Buffer.from("a000", "hex");
  for (let level = 1; level < depth; level += 1) value = ber(0xa0, value);
  return value;
}
