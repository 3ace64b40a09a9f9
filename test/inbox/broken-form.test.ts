// Forms that end in the middle of a file, as anybody may send them: refused in words, and the process stays up.
import { afterEach, beforeEach, expect, it } from "vitest";
import { openApp } from "../portal/app.ts";

const authorization = `Basic ${Buffer.from("x:let-me-in").toString("base64")}`;
const uncaught: unknown[] = [];
const note = (fault: unknown) => void uncaught.push(fault);
beforeEach(() => {
  uncaught.length = 0;
  process.prependListener("uncaughtException", note);
});
afterEach(() => void process.off("uncaughtException", note));

it.each([
  ["/inbound/sendgrid", "email", 400],
  ["/inbound/sendgrid", "attachment1", 400],
  // Before signing in, and on a page that takes files.
  ["/sign-in", "address", 422],
])("%s refuses a form that ends inside its file “%s”", async (path, field, status) => {
  const app = await openApp();
  const answer = await fetch(app.url + path, {
    method: "POST",
    headers: { authorization, origin: app.url, "content-type": "multipart/form-data; boundary=b" },
    body: `--b\r\nContent-Disposition: form-data; name="${field}"; filename="a.eml"\r\n\r\nhalf of i`,
  });
  expect(answer.status).toBe(status);
  expect(await answer.text()).toMatch(/malformed|did not arrive whole/u);
  expect(uncaught).toEqual([]);
});
