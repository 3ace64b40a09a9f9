import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import busboy from "busboy";
import { expect, onTestFinished, test } from "vitest";
import { postInbound } from "../../src/sandbox/post-inbound.ts";

const email = {
  raw: Buffer.concat([
    Buffer.from("Subject: x\r\n\r\n"),
    Buffer.from(Array.from({ length: 256 }, (_, i) => i)),
  ]),
  envelopeFrom: "ann@harbordental.example",
  envelopeTo: "hello@reply.northbeam.example",
  from: "ann@harbordental.example",
  subject: "Größe",
  signingDomain: "harbordental.example",
};

test("posts SendGrid's raw fields, and the email's bytes as they are", async () => {
  const { url, calls } = await listen(200);
  expect(await postInbound(url, email)).toEqual({ status: 200, answer: "{}" });
  const [{ path, fields, authorization }] = calls as [Call];
  expect(path).toBe("/inbound/sendgrid");
  expect(authorization).toBeUndefined();
  expect(fields.get("email")?.equals(email.raw)).toBe(true);
  const text = (name: string) => fields.get(name)?.toString("utf8");
  expect(JSON.parse(text("envelope") ?? "")).toEqual({ to: [email.envelopeTo], from: email.envelopeFrom });
  expect([text("SPF"), text("dkim"), text("subject"), text("from")]).toEqual([
    "pass",
    "{@harbordental.example : pass}",
    "Größe",
    email.from,
  ]);
});

test("says that nothing vouches for a sender without a signing domain", async () => {
  const { url, calls } = await listen(200);
  await postInbound(url, { ...email, signingDomain: "" });
  const text = (name: string) => calls[0]?.fields.get(name)?.toString("utf8");
  expect([text("SPF"), text("dkim")]).toEqual(["none", "none"]);
});

test("answers what the webhook answered, and proves itself by basic auth where a token is set", async () => {
  const { url, calls } = await listen(503);
  expect(await postInbound(url, email, "sesame")).toEqual({ status: 503, answer: "{}" });
  expect(calls[0]?.authorization).toBe(`Basic ${Buffer.from("sandbox:sesame").toString("base64")}`);
});

interface Call {
  path: string;
  authorization: string | undefined;
  fields: Map<string, Buffer>;
}

async function listen(status: number): Promise<{ url: string; calls: Call[] }> {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    void readFields(request).then((fields) => {
      calls.push({ path: request.url ?? "", authorization: request.headers.authorization, fields });
      response.writeHead(status).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls };
}

function readFields(request: IncomingMessage): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    const fields = new Map<string, Buffer>();
    const form = busboy({ headers: request.headers, defCharset: "latin1" });
    form.on("field", (name, value) => fields.set(name, Buffer.from(value, "latin1")));
    form.on("close", () => resolve(fields));
    form.on("error", reject);
    request.pipe(form);
  });
}
