// One request as a browser makes it, timed to the last byte of the answer; and what a page brings along.
import { Agent, request } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

export interface Timed {
  status: number;
  ms: number;
  /** Of the body, as it came. */
  sentBytes: number;
  body: Buffer;
}

/** One connection that is kept, so that no time goes into opening it. */
export const connection = new Agent({ keepAlive: true, maxSockets: 1 });

export async function ask(url: URL, cookie: string): Promise<Timed> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { "accept-encoding": "br, gzip", ...(cookie === "" ? {} : { cookie }) };
    const asked = request(url, { agent: connection, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const ms = performance.now() - startedAt;
        const sent = Buffer.concat(chunks);
        const body = plainOf(sent, response.headers["content-encoding"]);
        resolve({ status: response.statusCode ?? 0, ms, sentBytes: sent.byteLength, body });
      });
    });
    asked.on("error", reject);
    asked.end();
  });
}

/** The addresses of the stylesheets, scripts and icon that the html names; without pictures that somebody attached. */
export function filesOf(html: string): string[] {
  const named = html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/gu);
  return [...new Set([...named].map(([, path]) => path!.replaceAll("&#x3D;", "=").replaceAll("&amp;", "&")))];
}

function plainOf(sent: Buffer, encoding: string | undefined): Buffer {
  if (encoding === "br") return brotliDecompressSync(sent);
  return encoding === "gzip" ? gunzipSync(sent) : sent;
}
