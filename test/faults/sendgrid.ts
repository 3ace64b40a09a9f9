// SendGrid's API as far as an installation uses it, on this machine: takes emails, or behaves badly as it is told to.
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { contentHash } from "../../src/store/blobs.ts";
import type { Post, Taken } from "./post.ts";

/** What it does with one call. Of what is not answered the sender cannot know whether it was taken. */
export const sendgridManners = [
  "takes it",
  /** 429, which says when to come again. */
  "takes no more just now",
  /** 503. */
  "takes it later",
  /** 500, with nothing taken. */
  "fails",
  "takes it and fails",
  "takes it and breaks off",
  "breaks off in the midst",
  /** Says that it says no more (FIN) before it has answered. */
  "half-closes",
  "falls silent",
] as const;
export type SendgridManner = (typeof sendgridManners)[number];

/** After a 429. */
export const resetAfterSeconds = 600;

export async function openSendgrid(): Promise<Post<SendgridManner>> {
  const taken: Taken[] = [];
  const counts: Partial<Record<SendgridManner, number>> = {};
  let choose: () => SendgridManner = () => "takes it";
  const server = createServer((request, response) => {
    const manner = choose();
    counts[manner] = (counts[manner] ?? 0) + 1;
    if (manner === "breaks off in the midst") {
      request.once("data", () => request.socket.destroy());
      return;
    }
    void readCall(request).then((email) => {
      if (/^takes it(?: and|$)/u.test(manner)) taken.push(email);
      answer(manner, request, response);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    taken,
    counts,
    behave: (next) => {
      choose = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(manner: SendgridManner, request: IncomingMessage, response: ServerResponse): void {
  const json = { "content-type": "application/json" };
  switch (manner) {
    case "takes it":
      response.writeHead(202, { "x-message-id": "an-id-of-sendgrid" }).end();
      return;
    case "takes no more just now": {
      const reset = Math.floor(Date.now() / 1_000) + resetAfterSeconds;
      response
        .writeHead(429, {
          ...json,
          "x-ratelimit-reset": String(reset),
          "retry-after": String(resetAfterSeconds),
        })
        .end('{"errors":[{"message":"too many requests"}]}');
      return;
    }
    case "takes it later":
      response.writeHead(503, json).end("{}");
      return;
    case "fails":
    case "takes it and fails":
      response.writeHead(500, json).end("{}");
      return;
    case "takes it and breaks off":
      request.socket.destroy();
      return;
    case "half-closes":
      request.socket.end();
      return;
    case "breaks off in the midst":
    case "falls silent":
  }
}

interface MailSend {
  personalizations: { to: { email: string }[]; headers?: Record<string, string> }[];
  headers?: Record<string, string>;
  subject: string;
}

async function readCall(request: IncomingMessage): Promise<Taken> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const { personalizations, headers, subject } = JSON.parse(body.toString("utf8")) as MailSend;
  const [first] = personalizations;
  const messageId = headers?.["Message-ID"] ?? first?.headers?.["Message-ID"] ?? "";
  return { messageId, to: first?.to[0]?.email ?? "", subject, sha256: contentHash(body) };
}
