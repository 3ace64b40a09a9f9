// Refusals over real connections: the reason arrives also when the caller is still sending, and nobody sends without end.
import { connect, type Socket } from "node:net";
import { request as httpRequest } from "node:http";
import { describe, expect, it } from "vitest";
import { receiveLimits } from "../../src/inbox/receive.ts";
import { openApp, type App } from "../portal/app.ts";

const mebibyte = 1024 * 1024;
const piece = Buffer.alloc(64 * 1024, "a");
const recipient = "requests@reply.northbeam.example";

interface Call {
  path: string;
  type: string;
  head: string;
  tail: string;
}
const raw: Call = { path: `/inbound/raw?to=${recipient}`, type: "message/rfc822", head: "", tail: "" };
const form: Call = {
  path: "/inbound/sendgrid",
  type: "multipart/form-data; boundary=b",
  head: '--b\r\nContent-Disposition: form-data; name="email"\r\n\r\n',
  tail: "\r\n--b--\r\n",
};
const calls: [string, Call, boolean][] = [
  ["a raw email of a length it names", raw, false],
  ["a raw email in chunks", raw, true],
  ["a form of a length it names", form, false],
  ["a form in chunks", form, true],
];

describe("a mail that is too large", () => {
  it.each(calls)(
    "as %s is refused with its reason, which a caller reads who sends everything first",
    async (_, call, isChunked) => {
      const app = await openApp();
      const caller = await openCaller(app, call, { isChunked, bytes: 40 * mebibyte });
      caller.socket.pause();
      const loads: number[] = [];
      for (let sent = 0; sent < 40 * mebibyte; sent += piece.length) {
        await caller.send(piece);
        loads.push(app.parts.receiver.load.bytes);
      }
      await caller.finish();
      expect(await caller.answer()).toEqual(tooLarge);
      // What comes after the refusal is held nowhere.
      expect(Math.max(...loads)).toBeLessThan(receiveLimits.emailBytesMax + 2 * mebibyte);
      expect(app.parts.receiver.load.bytes).toBe(0);
      expect(await faults(app)).toEqual([{ route: call.path.split("?")[0], count: 1 }]);
    },
    30_000,
  );

  it.each(calls)("as %s is refused while it is still being sent", async (_, call, isChunked) => {
    const app = await openApp();
    app.parts.receiver.limits = { ...receiveLimits, emailBytesMax: mebibyte };
    const caller = await openCaller(app, call, { isChunked, bytes: 40 * mebibyte });
    for (let sent = 0; sent < 4 * mebibyte; sent += piece.length) await caller.send(piece);
    // Nothing more comes, nothing was ended, and yet the answer is there.
    expect(await caller.nextBytes()).toContain("413 Payload Too Large");
    expect(await caller.nextBytes(/\}$/u)).toContain("This is larger than 1048576 bytes, the most we take.");
    caller.socket.destroy();
  });

  it("is not even asked for by a caller that names its length and waits to be told to continue", async () => {
    const app = await openApp();
    const headers = {
      ...authorization,
      "content-type": raw.type,
      "content-length": 40 * mebibyte,
      expect: "100-continue",
    };
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const call = httpRequest(app.url + raw.path, { method: "POST", headers }, (response) => {
        resolve(response.statusCode);
        call.destroy();
      });
      call.on("error", reject).flushHeaders();
    });
    expect(answer).toBe(413);
  });
});

describe("a caller who goes on after the refusal", () => {
  it("is cut off after so many bytes, when it reads the reason meanwhile", async () => {
    const app = await openApp();
    app.parts.receiver.limits = { ...receiveLimits, emailBytesMax: mebibyte, drainBytesMax: 2 * mebibyte };
    const caller = await openCaller(app, raw, { isChunked: true, bytes: 0 });
    let sent = 0;
    const sending = async () => {
      for (; sent < 100 * mebibyte; sent += piece.length) await caller.send(piece);
    };
    await expect(sending()).rejects.toThrow(/EPIPE|ECONNRESET|closed/u);
    // Some of it stands in the buffers of both ends.
    expect(sent).toBeLessThan(40 * mebibyte);
    expect(caller.received()).toContain("413 Payload Too Large");
  });

  it("is cut off after so long, when it neither sends nor ends", async () => {
    const app = await openApp();
    app.parts.receiver.limits = { ...receiveLimits, drainMs: 100 };
    const caller = await openCaller(app, raw, { isChunked: false, bytes: 40 * mebibyte });
    expect(await caller.answer()).toEqual(tooLarge);
  });

  it("may be anybody: whoever proves nothing is told so and may end what it sends", async () => {
    const app = await openApp();
    const caller = await openCaller(app, raw, { isChunked: false, bytes: 5 * mebibyte, headers: {} });
    caller.socket.pause();
    for (let sent = 0; sent < 5 * mebibyte; sent += piece.length) await caller.send(piece);
    expect((await caller.answer()).status).toBe(401);
  });
});

const tooLarge = {
  status: 413,
  body: { error: expect.stringMatching(/larger than 31457280 bytes/u) as string },
};
const authorization = { authorization: `Basic ${Buffer.from("x:let-me-in").toString("base64")}` };

function faults(app: App) {
  return app.store.read.all(
    "select route, cast(sum(count) as integer) as count from intake_faults group by route",
  );
}

/** A caller of plain TCP that has sent its head. `bytes` is the length of the body it announces. */
async function openCaller(
  app: App,
  { path, type, head, tail }: Call,
  given: { isChunked: boolean; bytes: number; headers?: Record<string, string> },
) {
  const socket: Socket = connect(Number(new URL(app.url).port), "127.0.0.1");
  let received = "";
  let isClosed = false;
  let fault: Error | undefined;
  socket.setEncoding("utf8").on("data", (text: string) => void (received += text));
  socket.on("error", (error) => void (fault = error)).on("close", () => (isClosed = true));
  const write = (bytes: Uint8Array | string) =>
    new Promise<void>((resolve, reject) => {
      if (fault !== undefined || isClosed) reject(fault ?? new Error("The connection is closed."));
      else socket.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  const send = async (bytes: Uint8Array | string) => {
    if (!given.isChunked || bytes.length === 0) return write(bytes);
    await write(`${bytes.length.toString(16)}\r\n`);
    await write(bytes);
    await write("\r\n");
  };
  const length = head.length + given.bytes + tail.length;
  const headers = {
    host: "localhost",
    "content-type": type,
    ...(given.isChunked ? { "transfer-encoding": "chunked" } : { "content-length": String(length) }),
    ...(given.headers ?? authorization),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  await write(`POST ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
  await send(head);
  return {
    socket,
    send,
    finish: async () => {
      await send(tail);
      if (given.isChunked) await write("0\r\n\r\n");
    },
    received: () => received,
    /** What has come once it looks like this. */
    nextBytes: async (pattern = /./u) => {
      while (!pattern.test(received)) await new Promise((resolve) => socket.once("data", resolve));
      return received;
    },
    /** The whole answer, once the server has closed the connection. */
    answer: async () => {
      socket.resume();
      if (!isClosed) await new Promise((resolve) => socket.once("close", resolve));
      if (fault !== undefined) throw fault;
      const [answerHead = "", body = ""] = received.split("\r\n\r\n");
      return { status: Number(answerHead.split(" ")[1]), body: JSON.parse(body) as unknown };
    },
  };
}
