// What the words of an html line look like: emphasis, links and pictures within it, and the chain of lists, tables, headings and
// quotes around it. Only what may be shown again is noted, so that nothing else can come back.

/** Emphasis, as bits of one number. */
export const marks = { strong: 1, em: 2, u: 4, s: 8, code: 16 } as const;

/** A stretch of a line's `raw`. Without `href`, `image` and `frame` it has marks only. */
export interface Span {
  start: number;
  end: number;
  marks: number;
  /** http, https or mailto, or "". */
  href: string;
  /** The cid: address of a picture whose alternative text this is; "" for one from elsewhere. */
  image?: string;
  /** The bar between two cells; the words after it stand in this frame. */
  frame?: Frame | undefined;
}

/** An element that shapes its lines. `number`: of a list item. `isData`: of a table, whether a row has two cells with words. */
export interface Frame {
  tag: string;
  parent: Frame | undefined;
  level: number;
  number: number;
  filled: number;
  isData: boolean;
}

/** Elements that are noted around a line; deeper ones are left out. */
export const framesMax = 40;

/** Which mark an element sets; 0 for most. */
export function markOf(tag: string): number {
  return markTags.get(tag) ?? 0;
}

const markTags = new Map<string, number>([
  ["strong", marks.strong],
  ["b", marks.strong],
  ["em", marks.em],
  ["i", marks.em],
  ["u", marks.u],
  ["s", marks.s],
  ["strike", marks.s],
  ["del", marks.s],
  ["code", marks.code],
  ["tt", marks.code],
  ["kbd", marks.code],
  ["samp", marks.code],
]);

/** The address if a link may lead there, else "": none that hides its host behind a user's name or turned letters. */
export function safeAddress(href: string): string {
  const address = href.trim();
  return address.length < addressLengthMax &&
    /^(?:https?:\/\/|mailto:)/i.test(address) &&
    !/[\s\p{Cc}]|[\u200E\u200F\u202A-\u202E\u2066-\u2069]/u.test(address) &&
    !/^https?:[/\\]{2}[^/?#\\]*@/i.test(address)
    ? address
    : "";
}

/** The cid: address of a picture that came with the mail, else "" (RFC 2392). */
export function safeImage(src: string): string {
  const address = src.trim();
  return address.length < 500 && /^cid:[^\s"'<>\\]+$/i.test(address) ? address : "";
}

const addressLengthMax = 2000;

/** The frame of an element in `around`, with what html leaves out put in; `around` itself where the element has no place. */
export function frameFor(tag: string, around: Frame | undefined, number = 0): Frame | undefined {
  if ((around?.level ?? 0) >= framesMax) {
    return around;
  }
  if (tag === "li") {
    const list = nearest(around, (frame) => frame.tag === "ul" || frame.tag === "ol");
    return list ? newFrame(tag, list, number) : around;
  }
  if (tag === "tr") {
    const table = nearest(around, (frame) => frame.tag === "table");
    return table ? newFrame(tag, table, 0) : around;
  }
  if (tag === "td" || tag === "th") {
    const row = nearest(around, (frame) => frame.tag === "tr" || frame.tag === "table");
    if (!row) {
      return around;
    }
    return newFrame(tag, row.tag === "tr" ? row : newFrame("tr", row, 0), 0);
  }
  return newFrame(tag, around, number);
}

/** Notes that words stand in the frame: a row with two such cells makes a table. */
export function fill(frame: Frame | undefined): void {
  for (let at = frame; at && at.filled === 0; at = at.parent) {
    at.filled = 1;
    if (at.tag === "td" || at.tag === "th") {
      const row = at.parent!;
      row.number++;
      if (row.number > 1) {
        row.parent!.isData = true;
      }
    }
  }
}

function nearest(frame: Frame | undefined, fits: (frame: Frame) => boolean): Frame | undefined {
  let at = frame;
  while (at && !fits(at)) {
    at = at.parent;
  }
  return at;
}

function newFrame(tag: string, parent: Frame | undefined, number: number): Frame {
  return { tag, parent, level: (parent?.level ?? 0) + 1, number, filled: 0, isData: false };
}
