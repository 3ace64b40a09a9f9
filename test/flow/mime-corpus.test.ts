// Every email of the MIME corpus through a running installation: what is stored is what expected.json says, and those that
// a person could have sent to a task become one message each.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Started } from "../../src/start.ts";
import { askAnn, postForm, postRaw, startInstallation } from "./running-installation.ts";

const corpus = new URL("../../fixtures/emails/mime/", import.meta.url);

interface ExpectedAttachment {
  name: string;
  type: string;
  sha256: string;
}
interface Readings {
  from: { name: string; address: string }[];
  subject: string;
  text: string;
  attachments: ExpectedAttachment[];
}
/** What an email says; `alternatives` are other readings of one field that are as right. */
interface Expected extends Readings {
  alternatives?: { [Field in keyof Readings]?: Readings[Field][] };
}

const expected = JSON.parse(readFileSync(new URL("expected.json", corpus), "utf8")) as Record<
  string,
  Expected
>;
const readdressed = JSON.parse(readFileSync(new URL("readdressed.json", corpus), "utf8")) as string[];
const bytesOf = (path: string): Buffer => readFileSync(new URL(path, corpus));
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/**
 * The file name in these two is labelled iso-2022-jp and holds the byte 8A, which that charset does not have. The decoder
 * loses that one character, so only the type and the bytes of the attachment are compared.
 */
const brokenNames = ["attachment_emails/attachment_with_encoded_name.eml", "plain_emails/raw_email8.eml"];

interface EmailRow {
  id: number;
  status: string;
  reason: string | null;
  from: string | null;
  subject: string;
  text: string | null;
}

const rowQuery = `select id, status, reason, from_address as "from", subject, text from inbound_emails`;

describe("an email of the corpus, posted as a mail server does,", () => {
  let started: Started;
  const statuses = new Map<string, number>();

  beforeAll(async () => {
    started = await startInstallation();
    for (const path of Object.keys(expected))
      statuses.set(path, (await postRaw(started, bytesOf(path))).status);
    await started.workers.settled();
  }, 120_000);
  afterAll(() => started.stop());

  const rowOf = async (path: string): Promise<EmailRow> => {
    const row = await started.store.read.first<EmailRow>(
      `${rowQuery} where raw_sha256 = ?`,
      sha256(bytesOf(path)),
    );
    expect(row).toBeDefined();
    return row!;
  };

  it("is answered 200, every one of them", () => {
    expect(statuses.size).toBe(Object.keys(expected).length);
    expect([...statuses].filter(([, status]) => status !== 200)).toEqual([]);
  });

  it("comes to an outcome that is no failure, every one of them", async () => {
    const rows = await started.store.read.all<EmailRow>(rowQuery);
    expect(rows).toHaveLength(new Set(Object.keys(expected).map((path) => sha256(bytesOf(path)))).size);
    expect(rows.filter(({ status }) => !["handled", "held", "ignored"].includes(status))).toEqual([]);
  });

  it("is answered 200 when it comes again, and nothing new is stored", async () => {
    const before = await started.store.read.all<EmailRow>(`${rowQuery} order by id`);
    for (const path of Object.keys(expected)) {
      expect(await postRaw(started, bytesOf(path))).toEqual({ status: 200, body: { stored: 0, known: 1 } });
    }
    await started.workers.settled();
    expect(await started.store.read.all<EmailRow>(`${rowQuery} order by id`)).toEqual(before);
  }, 60_000);

  describe.each(Object.entries(expected))("%s", (path, wanted) => {
    it("keeps its sender, subject and text", async () => {
      const row = await rowOf(path);
      expect(readingsOf(wanted, "from").map(([first]) => first?.address ?? null)).toContain(row.from);
      expect(readingsOf(wanted, "subject").map(oneLine)).toContain(oneLine(row.subject));
      expect(readingsOf(wanted, "text").map(wordsOf)).toContainEqual(wordsOf(row.text ?? ""));
    });

    it("keeps its attachments", async () => {
      const { id } = await rowOf(path);
      const found = await started.store.read.all<ExpectedAttachment>(
        `select filename as name, content_type as type, sha256 from attachments
         where inbound_email_id = ? order by position`,
        id,
      );
      const isNamed = !brokenNames.includes(path);
      const shown = ({ name, type, sha256: digest }: ExpectedAttachment) =>
        isNamed ? { name, type, digest } : { type, digest };
      expect(readingsOf(wanted, "attachments").map((list) => list.map(shown))).toContainEqual(
        found.map(shown),
      );
    });
  });
});

describe("an email of the corpus, sent by a client to her reply address,", () => {
  let started: Started;
  let taskId: number;
  const digests = new Map<string, string>();

  beforeAll(async () => {
    started = await startInstallation();
    const asked = await askAnn(started);
    ({ taskId } = asked);
    const { to } = asked;
    const from = "ann@harbordental.example";
    for (const path of readdressed) {
      const raw = readdress(bytesOf(path), from, to);
      digests.set(path, sha256(raw));
      const answer = await postForm(started, {
        email: raw,
        envelope: JSON.stringify({ from, to: [to] }),
        SPF: "pass",
        dkim: "{@harbordental.example : pass}",
      });
      expect(answer).toEqual({ status: 200, body: { stored: 1, known: 0 } });
    }
    await started.workers.settled();
  }, 60_000);
  afterAll(() => started.stop());

  it.each(readdressed)("%s becomes one message on the task", async (path) => {
    const rows = started.store.read;
    const row = await rows.first<EmailRow>(`${rowQuery} where raw_sha256 = ?`, digests.get(path)!);
    expect(row).toMatchObject({ status: "handled", from: "ann@harbordental.example" });
    const messages = await rows.all<{ taskId: number }>(
      `select task_id as "taskId" from messages where inbound_email_id = ?`,
      row!.id,
    );
    expect(messages).toEqual([{ taskId }]);
  });
});

/** The expected reading of a field and the others that are as right. */
function readingsOf<Field extends keyof Readings>(wanted: Expected, field: Field): Readings[Field][] {
  // oxlint-disable-next-line no-unnecessary-type-assertion -- the compiler cannot follow the field through the mapped type
  const others = wanted.alternatives?.[field] as Readings[Field][] | undefined;
  return [wanted[field], ...(others ?? [])];
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

function wordsOf(text: string): string[] {
  return text.normalize("NFKC").match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The same bytes with another From and To in the outer head, and in no other place. */
function readdress(raw: Buffer, from: string, to: string): Buffer {
  // One character a byte, so that the body stays as it is.
  const text = raw.toString("latin1");
  const head = /^[^]*?(?=\r?\n\r?\n)/u.exec(text)?.[0] ?? text;
  const end = head.includes("\r\n") ? "\r\n" : "\n";
  const others = head.split(/\r?\n(?![ \t])/u).filter((field) => !/^(?:from|to)[ \t]*:/iu.test(field));
  const changed = [...others, `From: Ann Weber <${from}>`, `To: ${to}`].join(end);
  return Buffer.from(changed + text.slice(head.length), "latin1");
}
