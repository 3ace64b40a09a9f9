// Names for download: whatever the sender wrote, one plain file name comes out.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { downloadFilename } from "../../src/domain/download-filename.ts";

// oxlint-disable-next-line no-control-regex -- exactly these must not be there
const forbidden = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\:*?"<>|;]/u;

describe("the name of a download", () => {
  it.each([
    ["plan.pdf", "application/pdf", "plan.pdf"],
    ["Müller – Entwurf (2).docx", "application/msword", "Müller – Entwurf (2).docx"],
    ["", "image/png", "attachment.png"],
    ["", "application/x-unknown", "attachment"],
    ["notes", "text/plain", "notes.txt"],
    ["../../etc/passwd", "text/plain", "passwd.txt"],
    ["C:\\Users\\ann\\plan.pdf", "application/pdf", "plan.pdf"],
    ["..", "application/pdf", "attachment.pdf"],
    [".htaccess", "text/plain", "htaccess.txt"],
    ["/", "application/pdf", "attachment.pdf"],
    ["a\r\nSet-Cookie: x.pdf", "application/pdf", "aSet-Cookie_ x.pdf"],
    ["invoice\u202Efdp.exe", "application/pdf", "invoicefdp.exe"],
    ["con.txt", "text/plain", "_con.txt"],
    ["LPT1", "application/x-unknown", "_LPT1"],
    ["consent.txt", "text/plain", "consent.txt"],
    ['a"b;c*d?.pdf', "application/pdf", "a_b_c_d_.pdf"],
    ["plan.pdf. . .", "application/pdf", "plan.pdf"],
    ["plan . pdf", "application/pdf", "plan . pdf.pdf"],
    ["plan.pdf\u3000\u2800          .exe", "application/pdf", "plan.pdf.exe"],
    ["plan.pdf.exe", "application/pdf", "plan.pdf.exe"],
    ["pl\u0000an\u200b.p\u2066df", "application/pdf", "plan.pdf"],
    ["NUL.tar.gz", "application/gzip", "_NUL.tar.gz"],
    ["a:b:$DATA.txt", "text/plain", "a_b_$DATA.txt"],
    ["%2e%2e%2fx.txt", "text/plain", "_2e_2e_2fx.txt"],
    ["smile 😀.png", "image/png", "smile 😀.png"],
  ])("%j of %s is %j", (name, contentType, expected) => {
    expect(downloadFilename(name, contentType)).toBe(expected);
  });

  it("keeps its ending when it is cut", () => {
    const name = downloadFilename(`${"😀".repeat(500)}.pdf`, "application/pdf");
    expect(name).toMatch(/\.pdf$/u);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180);
  });

  it("is safe for every name and type", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), fc.string(), (name, contentType) => {
        const safe = downloadFilename(name, contentType);
        expect(safe).not.toMatch(forbidden);
        expect(safe).not.toMatch(/^[. ]|[. ]$/u);
        expect(Buffer.byteLength(safe)).toBeGreaterThan(0);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200);
      }),
    );
  });
});
