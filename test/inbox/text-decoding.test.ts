// Bytes whose label does not fit them: read by what only one charset can mean, and else as windows-1252.
import { describe, expect, it } from "vitest";
import { decodeBytes, windows1252Bytes } from "../../src/inbox/text-decoding.ts";
import { encodeText } from "../support/webhooks/encode-text.ts";

describe("bytes that are called utf-8", () => {
  it.each([
    ["windows-1252", "Schöne Grüße – “5 €”, ça va ? Ñandú, Ærø, Þór"],
    ["windows-1252", "ÀÉ ÄÖ ÜÜ äö"],
    ["iso-2022-jp", "文字化けしないように願います。"],
    ["gb18030", "您好，请修改首页的标题，谢谢。"],
    ["euc-kr", "안녕하세요, 홈페이지 제목을 수정해 주세요."],
    ["euc-jp", "写真を差し替えてください。"],
    ["utf-8", "您好 안녕 Grüße 🎉"],
  ])("and are %s are read as that: %s", (charset, words) => {
    for (const label of ["utf-8", "us-ascii", ""]) {
      const { text, refused } = decodeBytes(encodeText(words, charset), label);
      expect(text).toBe(words);
      expect(refused).toBe(charset === "utf-8" || label === "" ? undefined : label);
    }
  });

  it("and are Western with accents in odd places are not taken for Chinese", () => {
    for (const words of ["Äöü", "über Öl", "naïve café", "ÄÖ Ü", "São João"]) {
      expect(decodeBytes(encodeText(words, "windows-1252"), "utf-8").text).toBe(words);
    }
  });
});

describe("bytes that are called latin-1", () => {
  it("are utf-8 when its pairs are all that they have beyond ASCII", () => {
    for (const label of ["iso-8859-1", "latin1", "windows-1252"])
      expect(decodeBytes(Buffer.from("Größe – schade"), label)).toEqual({
        text: "Größe – schade",
        refused: label,
      });
  });

  it("stay latin-1 when only some look like utf-8", () => {
    expect(decodeBytes(encodeText("Ã¶ é", "windows-1252"), "iso-8859-1")).toEqual({ text: "Ã¶ é" });
  });
});

it("colours of a terminal are no Japanese", () => {
  expect(decodeBytes(Buffer.from("\u001b[31mred\u001b(B"), "utf-8").text).toBe("\u001b[31mred\u001b(B");
});

it("a text has windows-1252 bytes when it has no other characters", () => {
  expect(windows1252Bytes("5 € ü")).toEqual(Uint8Array.from([0x35, 0x20, 0x80, 0x20, 0xfc]));
  expect(windows1252Bytes("日")).toBeUndefined();
});
