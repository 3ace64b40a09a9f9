// The lines of a stream of bytes, one at a time and each of a bounded length. Reads a stream, writes nothing.

/** Stands for a line that was longer than is read; the stream goes on behind it. */
export const tooLong = Symbol("too long");

/**
 * The lines of UTF-8 text that line feeds end, without them and without a CR before them; also the last one when nothing ends
 * it. Of a line over the limit no more than the limit is ever held.
 */
export async function* readLines(
  input: AsyncIterable<Uint8Array>,
  bytesMax: number,
): AsyncGenerator<string | typeof tooLong> {
  let pieces: Uint8Array[] = [];
  let byteCount = 0;
  let isOver = false;
  const add = (piece: Uint8Array) => {
    byteCount += piece.byteLength;
    if (byteCount > bytesMax) isOver = true;
    if (isOver) pieces = [];
    else if (piece.byteLength > 0) pieces.push(piece);
  };
  const take = () => {
    const line = isOver ? tooLong : textOf(pieces);
    [pieces, byteCount, isOver] = [[], 0, false];
    return line;
  };
  for await (const chunk of input) {
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, from)) {
      add(chunk.subarray(from, end));
      from = end + 1;
      yield take();
    }
    add(chunk.subarray(from));
  }
  if (byteCount > 0) yield take();
}

const lineFeed = 0x0a;

/** Decoded only when whole, since a character may stand across two chunks. A byte order mark is none of the text. */
function textOf(pieces: readonly Uint8Array[]): string {
  return new TextDecoder().decode(Buffer.concat(pieces)).replace(/\r$/u, "");
}
