// What an html element means to a reply: the quote containers, reply headers and signatures that mail programs write, by the
// id, class, name or attribute they write them with. Ids and classes come prefixed `x_` (Outlook), `ecx` (Hotmail), or `ydp` and
// eight hex digits (Yahoo).

/** The attributes that decide; "" when absent. */
export interface Attributes {
  id: string;
  class: string;
  name: string;
  type: string;
  style: string;
  marker: string;
  inreply: string;
  smartmail: string;
}

/**
 * container: all in it is quote. wrapper: its attribution and its blockquotes are quote, words between or after them are not.
 * cut: from here to the end of the document. border: a cut if a header line follows. The rest are single lines.
 */
export interface Structure {
  kind: "container" | "wrapper" | "cut" | "border" | "signature" | "attribution";
  name: string;
}

/** The name of a signature that only Gmail's attribute shows; the phone copies it to every line that is typed within. */
export const phoneSignature = "data-smartmail";

const marks = new Map<string, Structure>(
  Object.entries({
    // Gmail: <div class="gmail_quote gmail_quote_container"><div class="gmail_attr">On …</div><blockquote class="gmail_quote">
    gmail_quote: "wrapper",
    gmail_quote_container: "wrapper",
    gmail_attr: "attribution",
    gmail_signature: "signature",
    gmail_signature_prefix: "signature",
    // Outlook on the web and new Outlook: <div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> …
    divrplyfwdmsg: "cut",
    // Outlook for iOS and Android, new Outlook for Mac
    "mail-editor-reference-message-container": "container",
    "ms-outlook-mobile-reference-message": "container",
    "ms-outlook-mobile-signature": "signature",
    acompli_signature: "signature",
    // Outlook for Mac 2011: <span id="OLK_SRC_BODY_SECTION">
    olk_src_body_section: "container",
    // Outlook.com and Hotmail: <hr id="stopSpelling">Date: …
    stopspelling: "cut",
    // Apple Mail and iOS Mail (their quotes are <blockquote type="cite">)
    applemailsignature: "signature",
    // Thunderbird: <div class="moz-cite-prefix">On …</div><blockquote type="cite">
    "moz-cite-prefix": "attribution",
    "moz-email-headers-table": "cut",
    "moz-forward-container": "container",
    "moz-signature": "signature",
    // Yahoo: <div id="yahoo_quoted_123" class="yahoo_quoted">
    yahoo_quoted: "container",
    ymail_android_signature: "signature",
    // Proton: <div class="protonmail_quote">On …<blockquote class="protonmail_quote" type="cite">
    protonmail_quote: "wrapper",
    protonmail_signature_block: "signature",
    // Tuta: <blockquote class="tutanota_quote">
    tutanota_quote: "container",
    // Zoho: <div class="zmail_extra"><blockquote>
    zmail_extra: "wrapper",
    // Zimbra: <hr id="zwchr" data-marker="__DIVIDER__">
    zwchr: "cut",
    __divider__: "cut",
    __quoted_text__: "container",
    __sig_post__: "signature",
    // Front: <blockquote class="front-blockquote">; Missive: <div class="missive_quote">
    "front-blockquote": "container",
    missive_quote: "container",
    // Spark: <div name="messageReplySection">
    messagereplysection: "wrapper",
    messagesignaturesection: "signature",
    // Newton
    cm_replymail_content_wrap: "container",
    // 163: <div id="isReplyContent">
    isreplycontent: "container",
  }).map(([mark, kind]) => [mark, { kind: kind as Structure["kind"], name: mark }]),
);

/** What the element says about a reply, or undefined. `tag` is lower case. Linear in the length of the attributes. */
export function structureOf(tag: string, attributes: Attributes): Structure | undefined {
  // Our own emails: data-inreply="email" around all of it, "quote" around the earlier message in it.
  if (attributes.inreply === "email" || attributes.inreply === "quote") {
    return { kind: "container", name: `own ${attributes.inreply}` };
  }
  const found =
    ofTokens(attributes.class, tag) ??
    ofTokens(attributes.id, tag) ??
    ofTokens(attributes.name, tag) ??
    ofTokens(attributes.marker, tag);
  if (found) {
    return found;
  }
  if (tag === "blockquote" && clean(attributes.type) === "cite") {
    return { kind: "container", name: "blockquote cite" };
  }
  // GMX and Web.de: <div name="quote" style="border-left: 2px solid …">
  if (tag === "div" && attributes.name === "quote" && attributes.style.includes("border-left")) {
    return { kind: "container", name: "gmx quote" };
  }
  // Outlook for Windows: <div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal">
  if (
    tag === "div" &&
    /border-top:\s{0,9}solid/i.test(attributes.style) &&
    /border:\s{0,9}none/i.test(attributes.style)
  ) {
    return { kind: "border", name: "outlook header" };
  }
  // Gmail for Android: <div data-smartmail="gmail_signature" dir="auto">
  if (attributes.smartmail === "gmail_signature") {
    return { kind: "signature", name: phoneSignature };
  }
  // Outlook on the web: <div id="Signature">; Yahoo: <div class="ydp9b9df09esignature">
  return clean(attributes.id) === "signature" || /^ydp[\da-f]{6,8}signature$/.test(attributes.class)
    ? { kind: "signature", name: "signature" }
    : undefined;
}

function ofTokens(value: string, tag: string): Structure | undefined {
  if (value === "") {
    return undefined;
  }
  for (const token of value.split(/\s+/, 20)) {
    const found = marks.get(clean(token).replace(/^(yahoo_quoted)_\d+$/, "$1"));
    // A blockquote of these classes is also what the composer's quote button writes, so there it proves nothing alone.
    if (found && !(tag === "blockquote" && found.kind === "wrapper")) {
      return found;
    }
  }
  return undefined;
}

/** Lower case, without the prefixes of forwarding and without stray escapes of quotes. */
function clean(token: string): string {
  return token
    .toLowerCase()
    .replace(/["'\\]/g, "")
    .replace(/^(?:x_|ecx|ydp[\da-f]{6,8})+/, "");
}
