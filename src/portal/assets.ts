// GET /assets/:file: the stylesheet and the script under templates/assets, read and packed once when the first page is shown.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Request, Response } from "express";
import { pageMissing } from "./page-missing.ts";
import type { Portal } from "./portal.ts";

const folder = fileURLToPath(new URL("../../templates/assets/", import.meta.url));
const contentTypes: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** One script for a browser, several files for whoever reads them; each has its own names. */
const parts: Record<string, readonly string[]> = {
  "portal.js": ["portal.js", "portal-sent.js", "portal-drafts.js", "portal-live.js", "portal-keys.js"],
};

interface Asset {
  bytes: Buffer;
  br: Buffer;
  gzip: Buffer;
  contentType: string;
  version: string;
}

let assets: Map<string, Asset> | undefined;

/** Answers a file; its address names its version, so browsers may keep it for good. */
export function serveAsset(_portal: Portal, request: Request, response: Response): void {
  const file = request.params["file"];
  const asset = typeof file === "string" ? allAssets().get(file) : undefined;
  if (asset === undefined) throw pageMissing();
  const isExact = request.query["v"] === asset.version;
  response.set("cache-control", isExact ? "public, max-age=31536000, immutable" : "public, no-cache");
  response.set("content-type", asset.contentType).vary("accept-encoding");
  const encoding = request.acceptsEncodings("br", "gzip");
  if (encoding !== "br" && encoding !== "gzip") {
    response.send(asset.bytes);
    return;
  }
  response.set("content-encoding", encoding).send(asset[encoding]);
}

/** The address of a file in its present version: `/assets/portal.css?v=…`. */
export function assetPath(file: string): string {
  const asset = allAssets().get(file);
  if (asset === undefined) throw new Error(`There is no asset called ${file}.`);
  return `/assets/${file}?v=${asset.version}`;
}

function allAssets(): Map<string, Asset> {
  const inParts = new Set(Object.values(parts).flat());
  assets ??= new Map(
    readdirSync(folder).flatMap((file): [string, Asset][] => {
      const contentType = contentTypes[extname(file)];
      if (contentType === undefined || (inParts.has(file) && parts[file] === undefined)) return [];
      const source = readFileSync(`${folder}${file}`, "utf8");
      const bytes = parts[file] === undefined ? Buffer.from(withoutRemarks(source)) : joined(parts[file]);
      const version = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
      const packed = { br: brotliCompressSync(bytes), gzip: gzipSync(bytes) };
      return [[file, { bytes, ...packed, contentType, version }]];
    }),
  );
  return assets;
}

/** The first, which says how strict all are, and each other in a block, so that none meets another's names. */
function joined(files: readonly string[]): Buffer {
  const [first, ...others] = files.map((file) => withoutRemarks(readFileSync(`${folder}${file}`, "utf8")));
  return Buffer.from([first, ...others.map((other) => `{\n${other}\n}`)].join("\n"));
}

/** Comments on lines of their own, and what stands before a line, are for readers of the source. */
function withoutRemarks(source: string): string {
  const lines = source.split("\n").map((line) => line.trim());
  return lines.filter((line) => !/^(?:\/\/.*|\/\*.*\*\/|)$/u.test(line)).join("\n");
}
