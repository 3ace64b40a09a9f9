// A bucket of Amazon S3 or of any server that speaks its protocol.
import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Bucket, BucketPlace } from "./bucket.ts";

/** `requestMs`: one request with all its tries, to the last byte. A mail server waits longer than this for its answer. */
export const bucketPatience = { connectMs: 3_000, requestMs: 30_000 };
const triesMax = 3;

export function openS3Bucket(
  { name, prefix, endpoint, region, keys }: BucketPlace,
  { connectMs, requestMs } = bucketPatience,
): Bucket {
  const client = new S3Client({
    region,
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(keys === undefined ? {} : { credentials: { accessKeyId: keys.id, secretAccessKey: keys.secret } }),
    // Many servers know none of the checksums of its own that Amazon added; we hash what comes back ourselves.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    maxAttempts: triesMax,
    requestHandler: { connectionTimeout: connectMs, requestTimeout: requestMs, throwOnRequestTimeout: true },
  });
  const objectOf = (key: string) => ({ Bucket: name, Key: `${prefix}${key}` });
  const inTime = () => ({ abortSignal: AbortSignal.timeout(requestMs) });
  return {
    put: async (key, bytes) => {
      const content = {
        Body: bytes,
        ContentLength: bytes.byteLength,
        ContentType: "application/octet-stream",
      };
      await client.send(new PutObjectCommand({ ...objectOf(key), ...content }), inTime());
    },
    get: async (key) => {
      try {
        const { Body } = await client.send(new GetObjectCommand(objectOf(key)), inTime());
        return Buffer.from((await Body?.transformToByteArray()) ?? []);
      } catch (fault) {
        if (fault instanceof NoSuchKey) return undefined;
        throw fault;
      }
    },
    remove: async (key) => {
      await client.send(new DeleteObjectCommand(objectOf(key)), inTime());
    },
    close: () => client.destroy(),
  };
}
