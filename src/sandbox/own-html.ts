// An email's own html for a frame of its own, under a policy of its own: no script, nothing loaded, links into new windows.
import type { Response } from "express";
import type { OutgoingEmail } from "../outbox/courier.ts";

/** Sends it. It must be shown in a frame with `sandbox` and no more rights than this policy gives. */
export function sendOwnHtml(response: Response, email: Pick<OutgoingEmail, "html" | "attachments">): void {
  response.set({
    "content-security-policy":
      "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; " +
      "img-src data:; frame-ancestors 'self'",
    "x-frame-options": "SAMEORIGIN",
    "cache-control": "no-store",
  });
  response.type("html").send(withLinksOutside(withPictures(email)));
}

/** Links open beside the sandbox: in the frame they would be held back by its policy. */
function withLinksOutside(html: string): string {
  const base = '<base target="_blank">';
  const head = /<head(?:\s[^<>]*)?>/iu.exec(html);
  if (head === null) return `${base}${html}`;
  const end = head.index + head[0].length;
  return `${html.slice(0, end)}${base}${html.slice(end)}`;
}

/** Pictures that the html refers to by Content-ID (RFC 2392), put into it. */
function withPictures({ html, attachments }: Pick<OutgoingEmail, "html" | "attachments">): string {
  let shown = html;
  for (const { contentId, contentType, bytes } of attachments) {
    const bare = contentId?.replaceAll(/^<|>$/gu, "") ?? "";
    if (bare === "" || !/^image\/(?:png|jpeg|gif|webp)$/u.test(contentType)) continue;
    const data = `data:${contentType};base64,${Buffer.from(bytes).toString("base64")}`;
    shown = shown.replaceAll(`cid:${bare}`, () => data);
  }
  return shown;
}
