// What an html element means to a reply: looks up the marks of all mail programs, with the prefixes and suffixes that forwarding
// and reading add to ids and classes taken off first.
import { apple } from "./programs/apple.ts";
import { china } from "./programs/china.ts";
import { gmxAndMailRu } from "./programs/gmx-mailru.ts";
import { gmail } from "./programs/gmail.ts";
import { groupware } from "./programs/groupware.ts";
import { helpDesks } from "./programs/help-desks.ts";
import { microsoft } from "./programs/microsoft.ts";
import { mozilla } from "./programs/mozilla.ts";
import { outlook } from "./programs/outlook.ts";
import { phones } from "./programs/phones.ts";
import { proton } from "./programs/proton.ts";
import { yahoo } from "./programs/yahoo.ts";
import { zimbra } from "./programs/zimbra.ts";
import { zoho } from "./programs/zoho.ts";
import type { Attributes, Shape, Structure } from "./structure.ts";

/** The name of a signature that only Gmail's attribute shows; the phone copies it to every line that is typed within. */
export const phoneSignature = "data-smartmail";

/** Longer names of one element are not read. */
const tokenLengthMax = 120;
const tokensMax = 20;
/** Characters of a style that are read. */
const styleLengthMax = 600;

const programs = [
  gmail,
  outlook,
  microsoft,
  apple,
  mozilla,
  yahoo,
  proton,
  zoho,
  zimbra,
  phones,
  gmxAndMailRu,
  china,
  groupware,
  helpDesks,
];

const marks = new Map<string, Structure>(
  programs.flatMap((program) =>
    Object.entries(program.marks).map(([name, kind]): [string, Structure] => [name, { kind, name }]),
  ),
);

const shapes = new Map<string, Shape[]>();
for (const shape of programs.flatMap((program) => program.shapes ?? [])) {
  shapes.set(shape.tag, [...(shapes.get(shape.tag) ?? []), shape]);
}

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
    ofTokens(attributes.marker, tag) ??
    ofTokens(attributes.title, tag) ??
    ofTokens(attributes.flags, tag) ??
    ofShape(tag, attributes);
  // Gmail for Android: <div data-smartmail="gmail_signature" dir="auto">
  if (found === undefined && attributes.smartmail === "gmail_signature") {
    return { kind: "signature", name: phoneSignature };
  }
  return found;
}

/** What a comment says about a reply, or undefined: some programs mark the beginning of what they quote with one. */
export function structureOfComment(comment: string): Structure | undefined {
  return comment.length < tokenLengthMax ? marks.get(comment.trim().toLowerCase()) : undefined;
}

function ofTokens(value: string, tag: string): Structure | undefined {
  if (value === "") {
    return undefined;
  }
  for (const token of value.includes(" ") ? value.split(/\s/, tokensMax) : [value]) {
    const found = token.length < 2 || token.length > tokenLengthMax ? undefined : ofToken(token);
    // A blockquote of these classes is also what the composer's quote button writes, so there it proves nothing alone.
    if (found && !(tag === "blockquote" && found.kind === "wrapper")) {
      return found;
    }
  }
  return undefined;
}

function ofToken(token: string): Structure | undefined {
  const lower = token.toLowerCase();
  const bare = mayBePrefixed.test(lower) ? unprefixed(lower) : lower;
  return marks.get(bare) ?? (/\d$/.test(bare) ? marks.get(bare.replace(/\d{1,30}$/, "#")) : undefined);
}

const mayBePrefixed = /^(?:["'\\]|3d|x_|ecx|yiv|ydp|m_|gmail-|aolmail_|v\d)|["'\\]|_(?:mr_|mailru_)/;

/**
 * A lower case id or class as its program wrote it. Before it come `x_` (Outlook), `x_123` (Zoho), `ecx` (Hotmail), `yiv123` and
 * `ydp0a1b2c3d` (Yahoo), `m_-123` and `gmail-` (Gmail), `aolmail_` (AOL), `v1` (Roundcube), stray `3D"` and backslashes of escapes
 * that were not undone; after it `_mr_css_attr` and the like (Mail.ru).
 */
function unprefixed(token: string): string {
  return token
    .replace(/["'\\]/g, "")
    .replace(/_(?:mr_css_attr|mailru_css_attribute_postfix)$/, "")
    .replace(
      /^(?:3d(?=.{6})|x_-?\d{0,20}|ecx|yiv\d{4,12}|ydp[\da-f]{6,8}|m_-?\d{6,22}|gmail-|aolmail_|v\d(?=_?r)){1,12}/,
      "",
    );
}

function ofShape(tag: string, attributes: Attributes): Structure | undefined {
  const known = shapes.get(tag);
  if (known === undefined) {
    return undefined;
  }
  const style =
    attributes.style === ""
      ? ""
      : attributes.style.slice(0, styleLengthMax).toLowerCase().replace(/\s+/g, "");
  return known.find((shape) => shape.fits(attributes, style)) ?? (tag === "div" ? ofBar(style) : undefined);
}

/** <div style="border-left: 1px solid #ccc; padding-left: 1ex">, of programs that nobody described: where the quote below ends. */
function ofBar(style: string): Structure | undefined {
  return /border-left:[^;]{0,40}solid/.test(style) && style.includes("padding")
    ? { kind: "bar", name: "bar" }
    : undefined;
}
