// A call that breaks off in the middle: nothing is stored of it, nothing shown on the desk, and its bytes are let go.
import { connect } from "node:net";
import { expect, it, vi } from "vitest";
import { openApp } from "../portal/app.ts";

const authorization = `Basic ${Buffer.from("x:let-me-in").toString("base64")}`;

it.each([
  [
    "/inbound/sendgrid",
    "multipart/form-data; boundary=b",
    '--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nHel',
  ],
  ["/inbound/raw?to=requests@reply.northbeam.example", "message/rfc822", "Subject: Hello\r\n\r\nHel"],
])("%s lets a call go that breaks off", async (path, type, start) => {
  const app = await openApp();
  const { receiver } = app.parts;
  const socket = connect(Number(new URL(app.url).port), "127.0.0.1");
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\ncontent-type: ${type}\r\ncontent-length: 9999\r\n\r\n${start}`,
  );
  await vi.waitFor(() => expect(receiver.load.bytes).toBeGreaterThan(0));
  socket.destroy();
  await vi.waitFor(() => expect(receiver.load.bytes).toBe(0));
  // Whatever is noted of this one is noted before what comes after it.
  const headers = { authorization, "content-type": "multipart/form-data" };
  await fetch(`${app.url}/inbound/sendgrid`, { method: "POST", headers });
  const listFaults = () => app.store.read.all<{ reason: string }>("select reason from intake_faults");
  await vi.waitFor(async () => expect(await listFaults()).not.toEqual([]));
  expect(await listFaults()).toEqual([{ reason: expect.stringMatching(/malformed/u) as string }]);
  expect(await app.store.read.all("select id from inbound_emails")).toEqual([]);
});
