// GET /reply-cases/:caseId/fixture: a case as one JSON file in the form that `inreply extract --jsonl` reads. Reads only.
import type { Request, Response } from "express";
import type { BlockKind } from "../domain/message.ts";
import { truthOf, type ReplyFixture } from "../domain/reply-fixture.ts";
import { getBlob } from "../store/blobs.ts";
import { findInboundEmail } from "../store/inbound-emails.ts";
import type { WholeMessageRow } from "../store/messages.ts";
import type { ReplyCaseRow } from "../store/reply-cases.ts";
import type { MailBodies, Portal } from "./portal.ts";
import { getCase } from "./reply-cases.ts";
import { requireStaff } from "./visitor.ts";

/** For staff. Our own addresses and links are masked in all of it; what people wrote is not. */
export async function exportReplyCase(portal: Portal, request: Request, response: Response): Promise<void> {
  await requireStaff(portal, request);
  const found = await getCase(portal, request);
  const fixture: ReplyFixture = {
    id: `case-${found.id}`,
    ...(await sourceOf(portal, found.message)),
    expected: portal.maskSecrets(found.expected ?? found.message.kept),
    optional: optionalLines(found).map(portal.maskSecrets),
    policy: "sig:either",
    truth: truthOf(found.expected),
    verdict: found.verdict,
  };
  response.attachment(`reply-case-${found.id}.json`).set({
    "content-type": "application/json; charset=utf-8",
    "cache-control": "private, no-store",
  });
  // One line, as `inreply extract --jsonl` reads it.
  response.send(`${JSON.stringify(fixture)}\n`);
}

/** A line of what we took for the signature has to be shown when staff wrote that it is none. */
function optionalLines({ expected, message }: ReplyCaseRow & { message: WholeMessageRow }): string[] {
  const wanted = new Set((expected ?? "").split("\n").map((line) => line.trim()));
  const blocks = message.blocks ?? [];
  const linesOf = (kinds: readonly BlockKind[]) =>
    blocks.filter(({ kind }) => kinds.includes(kind)).flatMap(({ text }) => text.split("\n"));
  return [
    ...linesOf(["context"]),
    ...linesOf(["signature", "disclaimer"]).filter((line) => !wanted.has(line.trim())),
  ].flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));
}

/** Raw mail goes after a while; its words stay in the blocks, whose texts are the original. */
async function sourceOf(
  portal: Portal,
  { inboundEmailId, blocks }: WholeMessageRow,
): Promise<Pick<ReplyFixture, "kind" | "eml" | "text" | "html" | "parent">> {
  const email =
    inboundEmailId === null ? undefined : await findInboundEmail(portal.store.read, inboundEmailId);
  const raw =
    email === undefined || email.class === null || email.rawRemovedAt !== null
      ? undefined
      : await getBlob(portal.store.read, email.rawSha256);
  const bodies = raw && (await portal.readBodies(raw));
  if (raw === undefined || bodies === undefined) {
    const original = (blocks ?? []).map(({ text }) => text).join("");
    return { kind: "text", text: portal.maskSecrets(original) };
  }
  const masked = maskedBodies(portal, bodies);
  // Byte by byte, so that whatever is not ours comes out as it went in.
  const eml = Buffer.from(
    portal.maskSecrets(Buffer.from(raw).toString("latin1")).replaceAll("…", "..."),
    "latin1",
  );
  const isClean = await hasNoSecrets(portal, eml);
  if (isClean) return { kind: "eml", eml: eml.toString("base64"), ...masked };
  return masked.html === undefined ? { kind: "text", text: "", ...masked } : { kind: "html", ...masked };
}

function maskedBodies({ maskSecrets }: Portal, { text, html, parent }: MailBodies) {
  return {
    ...(text === undefined ? {} : { text: maskSecrets(text) }),
    ...(html === undefined ? {} : { html: maskSecrets(html) }),
    ...(parent === undefined ? {} : { parent: maskedParent(maskSecrets, parent) }),
  };
}

function maskedParent(
  masked: Portal["maskSecrets"],
  { text, html }: NonNullable<MailBodies["parent"]>,
): { text: string; html?: string } {
  return { text: masked(text), ...(html === undefined ? {} : { html: masked(html) }) };
}

/** Base64 hides a link of ours from the masking, in a body, a header or a file; then the bodies go out instead of the mail. */
async function hasNoSecrets(portal: Portal, eml: Uint8Array): Promise<boolean> {
  if (decodedStretches(eml).some((stretch) => portal.maskSecrets(stretch) !== stretch)) return false;
  const { text = "", html = "" } = (await portal.readBodies(eml)) ?? {};
  return portal.maskSecrets(text) === text && portal.maskSecrets(html) === html;
}

/** Every run of lines that reads as base64, and every encoded word, decoded; one character a byte. */
function decodedStretches(eml: Uint8Array): string[] {
  const found: string[] = [];
  let run: string[] = [];
  const end = () => {
    if (run.length > 0) found.push(fromBase64(run.join("")));
    run = [];
  };
  const raw = Buffer.from(eml).toString("latin1");
  for (const line of raw.split(/\r?\n/u)) {
    if (/^[A-Za-z0-9+/]{4,2000}={0,2}[ \t]{0,4}$/u.test(line)) run.push(line.trimEnd());
    else end();
  }
  end();
  const words = raw.matchAll(/=\?[\w-]{1,40}(?:\*[\w-]{1,20})?\?b\?([A-Za-z0-9+/=]{4,200})\?=/giu);
  return [...found, ...[...words].map((match) => fromBase64(match[1]!))];
}

function fromBase64(text: string): string {
  return Buffer.from(text, "base64").toString("latin1");
}
