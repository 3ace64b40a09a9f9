// Who may have a file, as what it is sent, and that it can do nothing where it arrives.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filesMax } from "../../src/portal/file-view.ts";
import { listAttachmentsOfEmail, listAttachmentsOfTask, type Upload } from "../../src/store/messages.ts";
import { openApp, receiveEmail, uploadOf, type App } from "./app.ts";

const pngStart = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");

async function taskWithFiles(app: App, uploads: readonly Upload[], isNote = false) {
  const { clients, people } = app.world;
  const taskId = await app.taskWith({ clientId: clients.harbor, author: people.priya });
  await app.say({ taskId, author: people.priya, uploads, isNote });
  return { taskId, ids: (await listAttachmentsOfTask(app.store.read, taskId)).map((row) => row.id) };
}

describe("very many files", () => {
  it("are folded below the first on a task and on the page of their email", async () => {
    const app = await openApp();
    const uploads = Array.from({ length: 60 }, (_, index) =>
      uploadOf(`file ${index}.txt`, "text/plain", `${index}`),
    );
    const { taskId } = await taskWithFiles(app, uploads);
    const emailId = await receiveEmail(app, {}, { uploads });
    const staff = await app.signedIn(app.world.people.priya);
    for (const path of [`/tasks/${taskId}`, `/emails/${emailId}`]) {
      const { text } = await staff.get(path);
      const [open = "", folded = ""] = text.split("<summary>48 more files</summary>");
      expect([open, folded].map((part) => part.split('class="file-name"').length - 1)).toEqual([12, 48]);
    }
  });

  it("stand openly up to the limit", async () => {
    const app = await openApp();
    const uploads = Array.from({ length: filesMax }, (_, index) =>
      uploadOf(`${index}.txt`, "text/plain", "x"),
    );
    const { taskId } = await taskWithFiles(app, uploads);
    const { text } = await (await app.signedIn(app.world.people.ann)).get(`/tasks/${taskId}`);
    expect(text).not.toContain("more file");
  });
});

describe("a file", () => {
  it("is saved and not run, whatever it says it is", async () => {
    const app = await openApp();
    const files: [filename: string, type: string, sentType: string][] = [
      ["page.html", "text/html", "application/octet-stream"],
      ["logo.svg", "image/svg+xml", "application/octet-stream"],
      ["doc.xhtml", "application/xhtml+xml", "application/octet-stream"],
      ["a.js", "text/javascript", "application/octet-stream"],
      ["plan.pdf", "application/pdf", "application/pdf"],
      ["notes.txt", "text/plain", "text/plain; charset=utf-8"],
      ["dot.png", "image/png", "application/octet-stream"],
      ["page.mht", "multipart/related", "application/octet-stream"],
      ["feed.xml", "application/xml", "application/octet-stream"],
      ["a.wasm", "application/wasm", "application/octet-stream"],
      ["a.swf", "application/x-shockwave-flash", "application/octet-stream"],
    ];
    const { ids } = await taskWithFiles(
      app,
      files.map(([filename, type]) => uploadOf(filename, type, `bytes of ${filename}`)),
    );
    const browser = await app.signedIn(app.world.people.ann);
    for (const [index, [filename, , sentType]] of files.entries()) {
      for (const query of ["", "?show"]) {
        const page = await browser.get(`/attachments/${ids[index]}${query}`);
        expect(page.status).toBe(200);
        expect(page.text).toBe(`bytes of ${filename}`);
        expect(page.headers.get("content-type")).toBe(sentType);
        expect(page.headers.get("content-disposition")).toBe(`attachment; filename=${filename}`);
        expect(page.headers.get("x-content-type-options")).toBe("nosniff");
        expect(page.headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
        expect(page.headers.get("cache-control")).toBe("private, no-cache");
      }
    }
  });

  it("is shown in the page only when it is a raster image", async () => {
    const app = await openApp();
    const { ids } = await taskWithFiles(app, [
      uploadOf("a.webp", "image/webp", Buffer.from("RIFF\0\0\0\0WEBPVP8 ")),
      uploadOf("b.svg", "image/svg+xml", "<svg/>"),
      uploadOf("c.png", "image/png", "<html><script>console.log(1)</script>"),
      uploadOf("d.jpg", "image/jpeg", pngStart),
    ]);
    const browser = await app.signedIn(app.world.people.ann);
    expect((await browser.get(`/attachments/${ids[0]}?show`)).headers.get("content-disposition")).toBe(
      "inline",
    );
    for (const id of [ids[1], ids[2]]) {
      const page = await browser.get(`/attachments/${id}?show`);
      expect(page.headers.get("content-disposition")).toMatch(/^attachment/u);
      expect(page.headers.get("content-type")).toBe("application/octet-stream");
    }
    // A picture under the name of another kind is shown as what it is.
    expect((await browser.get(`/attachments/${ids[3]}?show`)).headers.get("content-type")).toBe("image/png");
  });

  it("is sent whole, whatever range or head is asked for, and alike to each who may see it", async () => {
    const app = await openApp();
    const { ids } = await taskWithFiles(app, [uploadOf("a.pdf", "application/pdf", "0123456789")]);
    const browser = await app.signedIn(app.world.people.ann);
    const path = `/attachments/${ids[0]}`;
    for (const range of ["bytes=2-4", "bytes=0-0,5-6", "bytes=99-", "bytes=-1", "x"]) {
      const page = await browser.get(path, { range, "if-range": '"x"' });
      expect([page.status, page.text]).toEqual([200, "0123456789"]);
      expect(page.headers.get("content-disposition")).toBe("attachment; filename=a.pdf");
    }
    const head = await browser.head(path);
    expect([head.status, head.text, head.headers.get("content-length")]).toEqual([200, "", "10"]);
    expect(head.headers.get("content-disposition")).toBe("attachment; filename=a.pdf");
    expect((await app.browser().head(path)).status).toBe(404);
    expect(
      (await app.browser().get(path, { "if-none-match": "*", "cache-control": "max-age=0" })).status,
    ).toBe(404);
    const fresh = await browser.get(path, { "if-none-match": "*", "cache-control": "max-age=0" });
    expect([fresh.status, fresh.text]).toEqual([304, ""]);
    expect(fresh.headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
  });

  it("has a header of one line with one name, whatever it is called", async () => {
    const app = await openApp();
    const { ids } = await taskWithFiles(app, [uploadOf("a.pdf", "application/pdf", "x")]);
    const browser = await app.signedIn(app.world.people.ann);
    const hostile = fc.string({
      unit: fc.constantFrom(...'\r\n\t\u202e\u0085\u2028";=*\\/%.,:<> aZ0\u00e9\u4e2d\ud83d\ude00'),
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(hostile, async (name) => {
        // PostgreSQL and parsing both leave no half characters in a name.
        await app.store.write((rows) =>
          rows.run("update attachments set filename = ? where id = ?", name.toWellFormed(), ids[0]!),
        );
        const page = await browser.get(`/attachments/${ids[0]}`);
        expect(page.status).toBe(200);
        expect(page.headers.get("content-type")).toBe("application/pdf");
        expect(page.headers.get("content-disposition")).toMatch(
          /^attachment; filename=(?:[\w.-]+|"[^"\\]*")(?:; filename\*=UTF-8''[\w%.!~*'()-]+)?$/u,
        );
      }),
      { numRuns: 60 },
    );
  });

  it("has a header that no name can break out of", async () => {
    const app = await openApp();
    const { ids } = await taskWithFiles(app, [
      uploadOf('a"; filename="evil.exe\r\nx: y/../Grüße 100%.pdf', "application/pdf", "x"),
    ]);
    const page = await (await app.signedIn(app.world.people.ann)).get(`/attachments/${ids[0]}`);
    const header = page.headers.get("content-disposition")!;
    expect(header).toMatch(/^attachment; filename="[^"]*"; filename\*=UTF-8''[\w%.!~*'()-]*$/u);
    expect(decodeURIComponent(header.split("''")[1]!)).toBe("Grüße 100_.pdf");
    expect(page.headers.has("x")).toBe(false);
  });

  it("is not sent again when the browser has it, but is asked for anew by whoever may not see it", async () => {
    const app = await openApp();
    const { ids } = await taskWithFiles(app, [uploadOf("a.pdf", "application/pdf", "x")]);
    const browser = await app.signedIn(app.world.people.ann);
    const etag = (await browser.get(`/attachments/${ids[0]}`)).headers.get("etag")!;
    // fetch asks past every cache unless told otherwise.
    const again = { "if-none-match": etag, "cache-control": "max-age=0" };
    expect((await browser.get(`/attachments/${ids[0]}`, again)).status).toBe(304);
    expect((await app.browser().get(`/attachments/${ids[0]}`, again)).status).toBe(404);
  });

  it("of a note is for staff, and so is one of an email that is on no task", async () => {
    const app = await openApp();
    const { people } = app.world;
    const { taskId, ids } = await taskWithFiles(app, [uploadOf("inner.pdf", "application/pdf", "x")], true);
    const emailId = await receiveEmail(app, {}, { uploads: [uploadOf("held.pdf", "application/pdf", "y")] });
    const [held] = await listAttachmentsOfEmail(app.store.read, emailId);
    const linkHolder = app.browser();
    await linkHolder.get(await app.linkFor(taskId, people.ann));
    for (const id of [ids[0], held!.id]) {
      expect((await (await app.signedIn(people.tom)).get(`/attachments/${id}`)).status).toBe(200);
      expect((await (await app.signedIn(people.ann)).get(`/attachments/${id}`)).status).toBe(404);
      expect((await linkHolder.get(`/attachments/${id}`)).status).toBe(404);
    }
  });
});
