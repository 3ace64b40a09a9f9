// Every attack by html in real Chromium: staff open the frame that shows the email as it was designed, and the text beside it.
// No code runs, nothing is asked of any other server, and the page stays where it is.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { contentHash, recordBlob } from "../../src/store/blobs.ts";
import { markInboundOutcome, recordInboundEmail } from "../../src/store/inbound-emails.ts";
import { htmlAttacks } from "../support/attacks/html-attacks.ts";
import { openBrowser, signInAs, type Opened } from "./open-browser.ts";

let opened: Opened;
let page: Page;
/** What the browser did that it should not have. */
let seen: string[] = [];

beforeAll(async () => {
  opened = await openBrowser();
  const context = await opened.browser.newContext();
  page = await context.newPage();
  await signInAs(opened, page, "Priya");
  context.on("request", (request) => {
    if (!request.url().startsWith(`${opened.baseUrl}/`)) seen.push(`asked ${request.url().slice(0, 100)}`);
  });
  context.on("page", (other) => seen.push(`opened ${other.url()}`));
  page.on("console", (message) => {
    if (message.type() === "log") seen.push(`ran ${message.text()}`);
  });
  page.on("dialog", (dialog) => {
    seen.push(`asked ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("download", (download) => seen.push(`saved ${download.url()}`));
}, 120_000);
afterAll(() => opened?.close());

/** An email that is held, with this html as its only part. */
async function hold(html: string): Promise<number> {
  const at = "2026-03-02T09:00:00.000Z";
  const body = Buffer.from(html).toString("base64").replaceAll(/.{76}/gu, "$&\r\n");
  const raw = Buffer.from(
    `From: sam@elsewhere.example\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}\r\n`,
  );
  const sha256 = contentHash(raw);
  return opened.started.store.write(async (rows) => {
    await recordBlob(rows, sha256, raw);
    const id = await recordInboundEmail(rows, {
      source: "raw",
      rawSha256: sha256,
      envelopeFrom: "sam@elsewhere.example",
      envelopeTo: "requests@reply.northbeam.example",
      providerFields: {},
      receivedAt: at,
    });
    await markInboundOutcome(
      rows,
      id!,
      {
        status: "held",
        reason: "stranger",
        class: "human",
        evidence: [{ step: "notice", found: html.slice(0, 2_000) }],
        fromAddress: "sam@elsewhere.example",
        fromName: html.slice(0, 500),
        subject: html.slice(0, 500),
        internetMessageId: null,
        text: html.slice(0, 5_000),
        taskId: null,
        author: undefined,
      },
      at,
    );
    return id!;
  });
}

it("the trap sees code that runs and what is loaded, where nothing forbids it", async () => {
  const other = await opened.browser.newPage();
  const ran: string[] = [];
  other.on("console", (message) => message.type() === "log" && ran.push(message.text()));
  other.on("request", (request) => ran.push(request.url()));
  await other.setContent('<img src="https://evil.example/x.png" onerror=console.log(1337)>');
  await expect.poll(() => ran, { timeout: 10_000 }).toEqual(["https://evil.example/x.png", "1337"]);
  await other.close();
}, 30_000);

it.each(htmlAttacks)(
  "%s does nothing in the frame of the email as it was designed",
  async (_, html) => {
    seen = [];
    const id = await hold(html);
    const url = `${opened.baseUrl}/emails/${id}?html`;
    await page.goto(url, { waitUntil: "load" });
    const frame = page.frames().find((candidate) => candidate !== page.mainFrame());
    if (frame !== undefined) expect(frame.url()).toBe(`${opened.baseUrl}/emails/${id}/html`);
    await page.waitForTimeout(50);
    expect(seen).toEqual([]);
    expect(page.url()).toBe(url);
    // By itself, without the frame around it.
    const response = await page.goto(`${opened.baseUrl}/emails/${id}/html`, { waitUntil: "load" });
    if (response?.status() === 200) {
      expect(response.headers()["content-security-policy"]).toMatch(/^sandbox; default-src 'none';/u);
      expect(response.headers()["x-content-type-options"]).toBe("nosniff");
    }
    await page.waitForTimeout(50);
    expect(seen).toEqual([]);
    expect(page.url()).toBe(`${opened.baseUrl}/emails/${id}/html`);
  },
  30_000,
);
