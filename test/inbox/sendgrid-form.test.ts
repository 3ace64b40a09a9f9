// The form of SendGrid, byte for byte, and a form into which its sender wrote is seen to be one.
import { describe, expect, it } from "vitest";
import { boundaryOf, readSendgridForm } from "../../src/inbox/sendgrid-form.ts";
import { cpuMsOf } from "../support/cpu-time.ts";

const part = (head: string, content: string | Buffer) =>
  Buffer.concat([Buffer.from(`--b\r\n${head}\r\n\r\n`, "latin1"), Buffer.from(content), Buffer.from("\r\n")]);
const named = (name: string, content: string | Buffer = "x") =>
  part(`Content-Disposition: form-data; name="${name}"`, content);
const read = (...pieces: (string | Buffer)[]) =>
  readSendgridForm(Buffer.concat(pieces.map((piece) => Buffer.from(piece))), "b", 1_000);
const end = "--b--\r\n";

describe("a form of SendGrid", () => {
  const contents: [string, string | Buffer][] = [
    ["nothing", ""],
    ["line ends", "\r\n\r\n"],
    ["every byte", Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
    ["lines that only look like its delimiter", "--b\n--b\r--bc\r\n--bc\r\n-- b"],
    ["what looks like a head", 'Content-Type: x\r\n\r\nname="y"'],
  ];
  it.each(contents)("gives a field that holds %s as it came", (_, content) => {
    const form = read(named("text", content), named("html", "y"), end);
    expect(form.fields.get("text")?.bytes).toEqual(Buffer.from(content));
    expect(form.fields.get("html")?.bytes.toString()).toBe("y");
    expect(form.isCertain).toBe(true);
  });

  it("decodes nothing, whatever charset a part claims", () => {
    const form = read(
      part('Content-Disposition: form-data; name="text"\r\nContent-Type: text/plain; charset=utf-16', "é"),
      end,
    );
    expect(form.fields.get("text")?.bytes.toString()).toBe("é");
    expect(form.fields.get("text")?.contentType).toBe("text/plain");
  });

  it("needs neither the first line nor the last line end, and lets a preamble and padding pass", () => {
    expect(read("preamble\r\n", named("text"), "--b--").fields.get("text")?.bytes.toString()).toBe("x");
    expect(
      read("--b \t\r\nContent-Disposition: form-data; name=text\r\n\r\nx\r\n--b--").fields.has("text"),
    ).toBe(true);
  });

  const names: [string, string, string][] = [
    ["plain", '"a.pdf"', "a.pdf"],
    ["without quotes", "a.pdf", "a.pdf"],
    ["empty", '""', ""],
    ["with escaped quotes", '"a \\"b\\" \\\\c.pdf"', 'a "b" \\c.pdf'],
    ["with quotes that are not escaped", '"a "b" c.pdf"', 'a "b" c.pdf'],
    ["with quotes as browsers write them", '"a %22b%22.pdf"', 'a "b".pdf'],
    ["with a path", '"C:\\dir\\a.pdf"', "C:\\dir\\a.pdf"],
    ["with a line end", '"a\r\nb.pdf"', "a\r\nb.pdf"],
    ["with NUL", '"a\0b.pdf"', "a\0b.pdf"],
    ["in latin-1", '"\xfc.pdf"', "\xfc.pdf"],
    ["without an end", '"a.pdf', "a.pdf"],
    ["of 1,000 characters", `"${"n".repeat(1_000)}"`, "n".repeat(1_000)],
  ];
  it.each(names)("keeps a file whose name is %s", (_, written, name) => {
    const form = read(
      part(`Content-Disposition: form-data; name="attachment1"; filename=${written}`, "%PDF"),
      end,
    );
    expect(form.fields.get("attachment1")).toMatchObject({ filename: name, bytes: Buffer.from("%PDF") });
  });

  it("keeps parts without a name, and those whose name was taken", () => {
    const form = read(part("X: y", "nameless"), named("text", "first"), named("text", "second"), end);
    expect(form.fields.get("text")?.bytes.toString()).toBe("first");
    expect(form.others.map(({ bytes }) => bytes.toString())).toEqual(["nameless", "second"]);
  });
});

describe("a form into which its sender wrote fields", () => {
  const injected = `Hello\r\n${named("dkim", "{@bank.example : pass}").toString()}`;

  it("is uncertain when SendGrid's own field then comes a second time", () => {
    expect(read(named("text", injected.trimEnd()), named("dkim", "none"), end).isCertain).toBe(false);
    expect(read(named("dkim", "none"), named("text", injected.trimEnd()), end).isCertain).toBe(false);
  });

  it("is uncertain when it has a whole email beside the parts of one", () => {
    expect(read(named("headers"), named("email"), named("dkim"), end).isCertain).toBe(false);
    expect(read(named("email"), named("subject"), named("dkim"), end).isCertain).toBe(true);
  });

  it("is uncertain when it goes on behind its end", () => {
    expect(read(named("text", `${injected}--b--`), named("dkim", "none"), end).isCertain).toBe(false);
  });
});

describe("what is no form", () => {
  it.each([
    ["nothing", "", "its boundary does not come"],
    ["other text", "nothing of the kind", "its boundary does not come"],
    ["a part that does not end", "--b\r\nContent-Disp", "it ends in the middle of a part"],
    ["a form that does not end", named("text").toString(), "it ends in the middle of a part"],
    ["a part without a head", "--b\r\nhello\r\n--b--", "a part of it has no head"],
  ])("is refused in words: %s", (_, body, why) => {
    expect(() => read(body)).toThrow(`The form is malformed: ${why}.`);
  });

  it("has a type without a boundary", () => {
    expect(() => boundaryOf("multipart/form-data")).toThrow("its type names no boundary");
    expect(boundaryOf('multipart/form-data; boundary="a b"')).toBe("a b");
    expect(boundaryOf("multipart/form-data; charset=utf-8; boundary=xYzZY")).toBe("xYzZY");
  });

  it("has more parts than are taken", () => {
    const many = Array.from({ length: 1_001 }, (_, index) => named(`attachment${index}`));
    expect(() => read(...many, end)).toThrow("The form has more than 1000 parts.");
    expect(read(...many.slice(1), end).fields.size).toBe(1_000);
  });

  it.each([
    [
      "30 MB of lines that are nearly its delimiter",
      Buffer.alloc(30_000_000, "\r\n--bb"),
      "middle of a part",
    ],
    ["a head of 30 MB", Buffer.alloc(30_000_000, " "), "no head"],
  ])("is told in time: %s", (_, bytes, why) => {
    const body = Buffer.concat([
      Buffer.from("--b\r\n"),
      bytes,
      Buffer.from(why === "no head" ? "\r\n--b--" : ""),
    ]);
    expect(cpuMsOf(() => expect(() => read(body)).toThrow(why))).toBeLessThan(5_000);
  });

  it("takes a head full of spaces and semicolons in time", () => {
    const head = `Content-Disposition: form-data; name="a"; filename="${`${" ".repeat(50)};"`.repeat(1_200)}`;
    const reading = () => expect(read(part(head, "x"), end).fields.get("a")?.bytes.toString()).toBe("x");
    expect(cpuMsOf(reading)).toBeLessThan(1_000);
  });
});
