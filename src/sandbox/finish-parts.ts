// Gives the parts of a composed email what nodemailer knows no option for: the charset, form and boundaries that the mail
// program chooses. Changes the tree that it is given, and nothing else.
import type MimeNode from "nodemailer/lib/mime-node";
import type { Body, Program } from "./program.ts";

/** For a tree that is not built yet. `body` is what its text and html hold; `seed` is 64 hex digits. */
export function finishParts(email: MimeNode, program: Program, body: Body, seed: string): void {
  let part = 1;
  for (let level = [email]; level.length > 0; level = level.flatMap(({ childNodes }) => childNodes)) {
    for (const node of level) {
      // Else they would be drawn anew each time.
      if (node.childNodes.length > 0) node.boundary = program.boundary(seed, part++);
      else if (isBody(node, "text/plain")) dress(node, program, body, body.text);
      else if (isBody(node, "text/html")) dress(node, program, body, body.html);
    }
  }
}

function isBody(node: MimeNode, contentType: string): boolean {
  const isAttached = node.filename !== undefined || node.getHeader("Content-Disposition") !== undefined;
  return !isAttached && contentTypeOf(node).startsWith(contentType);
}

function dress(node: MimeNode, program: Program, body: Body, words: string): void {
  const encoding = program.encoding?.(body);
  const type = contentTypeOf(node).replace(/;.*$/u, "");
  const isFlowed = program.isFlowed === true && type === "text/plain";
  const flowed = isFlowed ? "; format=flowed" : "";
  node.setHeader("Content-Type", `${type}; charset=${encoding?.charset ?? "utf-8"}${flowed}`);
  // RFC 5322 section 2.3: lines end in CRLF; nodemailer leaves them as they are.
  const lines = words.replaceAll("\n", "\r\n");
  node.setContent(encoding === undefined ? lines : encoding.encode(lines));
  if (encoding !== undefined) node.setHeader("Content-Transfer-Encoding", encoding.transfer);
}

function contentTypeOf(node: MimeNode): string {
  const value = node.getHeader("Content-Type");
  return typeof value === "string" ? value : "";
}
