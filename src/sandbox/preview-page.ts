// GET /sandbox/previews: every kind of email there is. …/:kind/:preview: one of them as html at two widths, as text, and its
// subject; …/html: its html in a frame of its own.
import type { Request, Response } from "express";
import { sizeInWords } from "../domain/in-words.ts";
import { inEnglish, Problem } from "../domain/problem.ts";
import { composePreview, listEmailKinds } from "./compose-previews.ts";
import { sendOwnHtml } from "./own-html.ts";
import type { Preview } from "./preview.ts";
import { previews } from "./previews.ts";
import type { SandboxParts } from "./sandbox.ts";
import { showPage } from "./show-page.ts";

export async function showPreviews(
  parts: SandboxParts,
  _request: Request,
  response: Response,
): Promise<void> {
  const kinds = (await listEmailKinds()).map((kind) => ({
    name: kind,
    title: kindInWords(kind),
    previews: previews
      .filter((preview) => preview.kind === kind)
      .map((preview) => ({ title: preview.title, path: pathOf(preview) })),
  }));
  showPage(parts, response, "previews", { title: "Every kind of email", kinds });
}

export async function showPreview(parts: SandboxParts, request: Request, response: Response): Promise<void> {
  const preview = findPreview(request);
  const siblings = previews.filter(({ kind }) => kind === preview.kind);
  const { email } = await composePreview(parts.outbox, preview);
  showPage(parts, response, "preview", {
    title: `${kindInWords(preview.kind)}: ${preview.title}`,
    previewTitle: preview.title,
    kind: kindInWords(preview.kind),
    path: pathOf(preview),
    siblings: siblings.map((sibling) => ({
      title: sibling.title,
      path: pathOf(sibling),
      isShown: sibling === preview,
    })),
    from: email.from,
    to: email.to,
    subject: email.subject,
    text: email.text,
    size: sizeInWords(Buffer.byteLength(email.html)),
    attachments: email.attachments.map(({ filename, bytes }) => ({
      filename,
      size: sizeInWords(bytes.byteLength),
    })),
  });
}

export async function showPreviewHtml(
  parts: SandboxParts,
  request: Request,
  response: Response,
): Promise<void> {
  sendOwnHtml(response, (await composePreview(parts.outbox, findPreview(request))).email);
}

function findPreview(request: Request): Preview {
  const { kind, preview: name } = request.params;
  const found = previews.find((preview) => preview.kind === kind && preview.name === name);
  if (found === undefined) throw new Problem("not_found", inEnglish("There is no such preview."));
  return found;
}

function pathOf({ kind, name }: Pick<Preview, "kind" | "name">): string {
  return `/sandbox/previews/${kind}/${name}`;
}

/** `sign-in` → `Sign in` */
function kindInWords(kind: string): string {
  const words = kind.replaceAll("-", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
