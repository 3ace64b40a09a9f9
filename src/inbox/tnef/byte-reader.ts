// Takes little-endian numbers and stretches of bytes from a buffer, and never reads past its end. Pure.

/** The file is damaged, or more than is read. */
export class TnefFault extends Error {}

export interface ByteReader {
  /** Bytes that are left. */
  left(): number;
  uint8(): number;
  uint16(): number;
  uint32(): number;
  take(count: number): Buffer;
  skip(count: number): void;
}

/** Every read throws `TnefFault` when there are not as many bytes. */
export function byteReader(bytes: Buffer): ByteReader {
  let at = 0;
  const advance = (count: number): number => {
    if (count > bytes.length - at) throw new TnefFault("it is cut off");
    at += count;
    return at - count;
  };
  return {
    left: () => bytes.length - at,
    uint8: () => bytes.readUInt8(advance(1)),
    uint16: () => bytes.readUInt16LE(advance(2)),
    uint32: () => bytes.readUInt32LE(advance(4)),
    take: (count) => {
      const start = advance(count);
      return bytes.subarray(start, start + count);
    },
    skip: (count) => void advance(count),
  };
}
