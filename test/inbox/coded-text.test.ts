// Files and armour within plain text are taken out in time linear in its length, however many begin and never end.
import { expect, it } from "vitest";
import { readCodedText } from "../../src/inbox/coded-text.ts";
import { cpuMsOf } from "../support/cpu-time.ts";

it.each([
  ["yEnc", "=ybegin line=128 name=a"],
  ["uuencode", "begin 644 a"],
  ["base64", "begin-base64 644 a"],
  ["signed text", "-----BEGIN PGP SIGNED MESSAGE-----\n"],
])("many of %s that never end take little time and stay words", (_, line) => {
  const text = `${line}\n`.repeat(20_000);
  expect(cpuMsOf(() => expect(readCodedText(text)).toBeUndefined())).toBeLessThan(1_500);
});

it("every byte of a file in yEnc is read", () => {
  const bytes = Buffer.alloc(
    1024 * 1024,
    Uint8Array.from({ length: 251 }, (_, index) => index),
  );
  // All bytes that yEnc escapes, and two that an email may not hold.
  const coded = Buffer.from(bytes.map((byte) => byte + 42))
    .toString("latin1")
    .replaceAll(/[\0\n\r=]/gu, (byte) => `=${String.fromCharCode(byte.charCodeAt(0) + 64)}`);
  const lines = coded.match(/(?:=?[^=]){1,128}/gsu)!.join("\r\n");
  const text = `Hello\r\n=ybegin line=128 size=9 name=a.bin\r\n${lines}\r\n=yend size=9\r\nBye`;
  const found = readCodedText(text);
  expect(found!.text).toBe("Hello\r\nBye");
  expect(Buffer.compare(found!.files[0]!.bytes, bytes)).toBe(0);
});
