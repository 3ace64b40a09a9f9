// What styles do to text: which elements a reader never sees (the preview lines of newsletters, most of all), and where blanks and
// line ends count, and which words are struck through.
import type { Attributes } from "./structure.ts";

const undisplayed = /(?:^|[;\s"])(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)/i;
const transparent = /(?:^|[;\s])opacity\s{0,3}:\s{0,3}0(?:\.0{1,3})?\s{0,3}(?:[;!]|$)/i;
const flat = /(?:^|[;\s])(?:max-)?height\s{0,3}:\s{0,3}0(?:px|pt|em)?\s{0,3}(?:[;!]|$)/i;
const clipped = /(?:^|[;\s])overflow\s{0,3}:\s{0,3}hidden/i;
const fontSize = /(?:^|[;\s])font-size\s{0,3}:\s{0,3}([\d.]{1,8})?([a-z%-]{0,10})/i;

/**
 * Whether the element and all in it are hidden: not displayed, invisible, transparent, or without height and clipped. What only
 * Outlook hides (mso-hide) is shown: readers of all other programs see it.
 */
export function isHidden({ style, flags }: Attributes): boolean {
  if (flags === "hidden") {
    return true;
  }
  return (
    style !== "" &&
    /none|hidden|opacity/i.test(style) &&
    (undisplayed.test(style) || transparent.test(style) || (clipped.test(style) && flat.test(style)))
  );
}

/**
 * Whether text right inside the element has no size. A font size of zero holds until an element within sets another one, as the
 * columns of newsletters do; a part of nothing is nothing.
 */
export function isTiny(tag: string, { style }: Attributes, around: boolean): boolean {
  if (style === "" || !/font-size/i.test(style)) {
    return around && tag !== "font";
  }
  const found = fontSize.exec(style);
  if (!found) {
    return around;
  }
  const [, number, unit = ""] = found;
  if (number !== undefined && Number(number) === 0) {
    return true;
  }
  return around && (unit === "%" || unit === "em");
}

/** Whether a line goes through what stands in the element; elements within cannot take it away. */
export function isStruck({ style }: Attributes): boolean {
  return (
    style !== "" &&
    /line-through/i.test(style) &&
    /text-decoration(?:-line)?\s{0,3}:[^;:]{0,60}line-through/i.test(style)
  );
}

/** Whether blanks and line ends in the element count: what its style says, or else what holds around it. */
export function isSpaced({ style }: Attributes, around: boolean): boolean {
  if (style === "" || !/white-space/i.test(style)) {
    return around;
  }
  const value = /white-space(?:-collapse)?\s{0,3}:\s{0,3}([a-z-]{3,20})/i.exec(style)?.[1];
  return value === undefined ? around : /^(?:pre|break-spaces|preserve)/i.test(value);
}
