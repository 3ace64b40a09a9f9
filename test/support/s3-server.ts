// An S3 server in this process, on a free port: s3rver, with one bucket and its objects in a folder.
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import S3rver from "s3rver";
import { onTestFinished } from "vitest";
import type { BucketPlace } from "../../src/store/bucket.ts";

export interface S3Server {
  /** As the settings of an installation name the bucket. */
  place: BucketPlace;
  environment: Record<string, string>;
  /** Every key of the bucket. */
  keys: () => Promise<string[]>;
  overwrite: (key: string, text: string) => Promise<void>;
  lose: (key: string) => Promise<void>;
  /** From now on every request is answered 500, until `mend`. */
  fail: () => void;
  /** The same once the next object is stored. */
  failAfterPut: () => void;
  /** From now on no request is answered. */
  hang: () => void;
  mend: () => void;
  /** Requests so far, such as `PUT`. */
  methods: string[];
}

const name = "agency-mail";
const keys = { id: "S3RVER", secret: "S3RVER" };
const region = "us-east-1";

/** Runs until the test ends. */
export async function startS3(): Promise<S3Server> {
  const directory = mkdtempSync(join(process.env["TEST_FOLDER"] ?? tmpdir(), "s3-"));
  let isFailing = false;
  let isHanging = false;
  let isFailingAfterPut = false;
  const methods: string[] = [];
  const s3 = new S3rver({ silent: true, directory, configureBuckets: [{ name, configs: [] }] });
  await s3.configureBuckets();
  const handle = s3.callback();
  const server = createServer((request, response) => {
    methods.push(request.method ?? "");
    if (isFailingAfterPut && request.method === "PUT")
      response.once("finish", () => {
        isFailing = true;
      });
    if (isHanging) return;
    if (isFailing) response.writeHead(500).end();
    else handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: keys.id, secretAccessKey: keys.secret },
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  onTestFinished(async () => {
    client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(directory, { recursive: true, force: true });
  });
  return {
    place: { name, prefix: "inreply/", endpoint, region, keys, isForNew: true },
    environment: {
      BLOBS: "s3",
      S3_URL: `s3://${name}/inreply`,
      S3_ENDPOINT: endpoint,
      S3_ACCESS_KEY_ID: keys.id,
      S3_SECRET_ACCESS_KEY: keys.secret,
    },
    keys: async () => {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: name }));
      return Contents.map(({ Key = "" }) => Key).toSorted();
    },
    overwrite: async (key, text) => {
      await client.send(new PutObjectCommand({ Bucket: name, Key: key, Body: text }));
    },
    lose: async (key) => {
      await client.send(new DeleteObjectCommand({ Bucket: name, Key: key }));
    },
    fail: () => {
      isFailing = true;
    },
    failAfterPut: () => {
      isFailingAfterPut = true;
    },
    hang: () => {
      isHanging = true;
    },
    mend: () => {
      isFailing = false;
      isFailingAfterPut = false;
    },
    methods,
  };
}
