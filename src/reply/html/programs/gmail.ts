// Gmail on the web, on Android and on iOS, and the programs that write its marks (Mailspring, K-9, BlueMail, Superhuman).
import type { Program } from "../structure.ts";

/**
 * The wrapper's blockquotes are quote; a `<blockquote class="gmail_quote">` alone is also what the composer's quote button writes.
 * Forms: talon tests/fixtures/html_replies/gmail.html; gitlab spec/fixtures/emails/gmail_web.eml, android_gmail.eml.
 */
export const gmail: Program = {
  marks: {
    // <div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On …<br></div><blockquote class="gmail_quote">
    // <div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>De : <strong class="gmail_sendername">
    gmail_quote: "wrapper",
    gmail_quote_container: "wrapper",
    gmail_attr: "attribution",
    // <span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature">
    gmail_signature: "signature",
    gmail_signature_prefix: "signature",
    // Mailspring: <div class="gmail_quote nylas-quote nylas-quote-id-92my"><div class="gmail_quote_attribution">On …</div>
    gmail_quote_attribution: "attribution",
    // Android, for accounts of others: <div class="elided-text">On …<br type="attribution"><blockquote class="quote" style="…">
    "elided-text": "wrapper",
    // Superhuman: <div class="sh-quoted-content"><div class=""><div class="gmail_quote">On … (lists.bufferbloat.net, April 2025)
    "sh-quoted-content": "wrapper",
    "sh-signature": "signature",
  },
  shapes: [
    {
      tag: "blockquote",
      kind: "container",
      name: "android quote",
      fits: (attributes, style) =>
        attributes.class === "quote" && style.startsWith("margin:000.8ex;border-left:1px#cccsolid"),
    },
  ],
};
