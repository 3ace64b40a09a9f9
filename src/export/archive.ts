// Writes a zip file as it is read: one entry after the other, no faster than its reader takes it. Of what was written it keeps
// the names and sizes alone, since a zip file ends with the list of them.
import { Readable } from "node:stream";
import { ZipFile } from "yazl";

/** What an entry is made of; nothing of it is held once it was written. */
export type Content = Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>;

export interface Archive {
  /** The zip file. Whoever reads no further ends the writing with `signal`. */
  output: Readable;
  /** Writes one entry to its end. The path has slashes and nothing to climb with. Rejects when the reader went away. */
  add: (path: string, content: Content, options: { at: Date; isPacked?: boolean }) => Promise<void>;
  /** No entry comes any more. */
  end: () => void;
  /** The reader is told that the file is broken. */
  fail: (fault: Error) => void;
}

export function openArchive(signal: AbortSignal): Archive {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  return {
    output,
    add: (path, content, { at, isPacked = false }) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const source = Readable.from(bytesOf(content), { objectMode: false });
        const stop = () => {
          source.destroy();
          reject(signal.reason as Error);
        };
        signal.addEventListener("abort", stop, { once: true });
        source.once("error", reject);
        source.once("close", () => {
          signal.removeEventListener("abort", stop);
          if (source.errored === null) resolve();
        });
        // What is packed already only costs time to pack again.
        zip.addReadStreamLazy(path, { mtime: at, mode: 0o100600, compress: !isPacked }, (open) =>
          open(null, source),
        );
      }),
    end: () => zip.end(),
    fail: (fault) => output.destroy(fault),
  };
}

async function* bytesOf(content: Content): AsyncGenerator<Uint8Array> {
  for await (const piece of content) yield typeof piece === "string" ? Buffer.from(piece, "utf8") : piece;
}
