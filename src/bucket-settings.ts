// The settings of an S3-compatible store for the bytes of emails and files.
import type { ReadSetting } from "./calendar-settings.ts";
import { oneLine, oneOf, optional } from "./setting.ts";
import type { BucketPlace } from "./store/bucket.ts";

export const bucketSettings = [
  "BLOBS",
  "S3_URL",
  "S3_ENDPOINT",
  "S3_REGION",
  "S3_ACCESS_KEY_ID",
  "S3_SECRET_ACCESS_KEY",
];

/** The bucket of S3_URL, undefined without one. `complain` takes a fault that several settings have together. */
export function readBucket(setting: ReadSetting, complain: (fault: string) => void): BucketPlace | undefined {
  const isForNew = setting("BLOBS", "database", oneOf(["database", "s3"])) === "s3";
  // Null when nothing is set; undefined when at fault.
  const place = setting("S3_URL", "", (value) => (value === "" ? null : s3Url(value)));
  const endpoint = setting("S3_ENDPOINT", "", optional(httpUrl));
  const region = setting("S3_REGION", "us-east-1", oneLine);
  const id = setting("S3_ACCESS_KEY_ID", "", optional(oneLine));
  const secret = setting("S3_SECRET_ACCESS_KEY", "", optional(oneLine));
  if ((id === undefined) !== (secret === undefined))
    complain("S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are needed both, or neither.");
  if (isForNew && place === null) complain("S3_URL is needed when BLOBS is s3.");
  if (place === null || place === undefined) return undefined;
  const keys = id === undefined || secret === undefined ? undefined : { id, secret };
  return { ...place, endpoint, region, keys, isForNew };
}

/** `s3://BUCKET` or `s3://BUCKET/PREFIX`. */
function s3Url(value: string): Pick<BucketPlace, "name" | "prefix"> {
  const [, name, prefix = ""] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([\w.-]+(?:\/[\w.-]+)*)?)?\/?$/u.exec(value) ?? [];
  if (name === undefined) throw new Error(`is “${value}”, but must be s3://BUCKET or s3://BUCKET/PREFIX.`);
  return { name, prefix: prefix === "" ? "" : `${prefix}/` };
}

/** Without user and password, which have settings of their own. */
function httpUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !/^https?:$/u.test(url.protocol) || url.username + url.password !== "")
    throw new Error("must be the URL of a server, such as https://s3.eu-central-1.example.");
  return url.href;
}
