// GET /assets/:file: the stylesheet and the script under templates/assets, read once when the first page is shown.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Request, Response } from "express";
import { pageMissing } from "./page-missing.ts";
import type { Portal } from "./portal.ts";

const folder = fileURLToPath(new URL("../../templates/assets/", import.meta.url));
const contentTypes: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

interface Asset {
  bytes: Buffer;
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
  response.set("content-type", asset.contentType).send(asset.bytes);
}

/** The address of a file in its present version: `/assets/portal.css?v=…`. */
export function assetPath(file: string): string {
  const asset = allAssets().get(file);
  if (asset === undefined) throw new Error(`There is no asset called ${file}.`);
  return `/assets/${file}?v=${asset.version}`;
}

function allAssets(): Map<string, Asset> {
  assets ??= new Map(
    readdirSync(folder).flatMap((file): [string, Asset][] => {
      const contentType = contentTypes[extname(file)];
      if (contentType === undefined) return [];
      const bytes = readFileSync(`${folder}${file}`);
      const version = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
      return [[file, { bytes, contentType, version }]];
    }),
  );
  return assets;
}
