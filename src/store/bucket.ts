// The seam for bytes that are kept outside the database: what a bucket has to do, where it is, how it is opened and tried out.
import { randomBytes } from "node:crypto";

/** A place for objects under keys. What a bucket does not do, for whatever reason, it throws. */
export interface Bucket {
  /** Durable once it resolves. A key is used once. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Undefined when the bucket has nothing under this key. */
  get(key: string): Promise<Buffer | undefined>;
  /** Removing what is not there is no fault. */
  remove(key: string): Promise<void>;
  close(): void;
}

/** Where a bucket of an S3-compatible store is. */
export interface BucketPlace {
  name: string;
  /** What every key begins with: empty, or with a slash at its end. */
  prefix: string;
  /** The server's URL; that of Amazon when undefined. */
  endpoint: string | undefined;
  region: string;
  /** From the environment of the machine, as Amazon's tools look for them, when undefined. */
  keys: { id: string; secret: string } | undefined;
  /** New bytes go there; otherwise only those that are there already are read and removed. */
  isForNew: boolean;
}

/** Loaded only where it is used: the package costs time and memory that nobody else should pay. Asks the server nothing yet. */
export async function openBucket(place: BucketPlace): Promise<Bucket> {
  return (await import("./s3-bucket.ts")).openS3Bucket(place);
}

/** Puts an object into the bucket, reads it back and removes it. Throws what is wrong. */
export async function tryBucket(bucket: Bucket): Promise<void> {
  const key = `inreply-check/${randomBytes(12).toString("hex")}`;
  const bytes = randomBytes(64);
  await bucket.put(key, bytes);
  const found = await bucket.get(key);
  if (found === undefined || !bytes.equals(found)) throw new Error("What was put there does not come back.");
  await bucket.remove(key);
  if ((await bucket.get(key)) !== undefined) throw new Error("What was removed is still there.");
}
