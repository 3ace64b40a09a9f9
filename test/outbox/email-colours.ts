// The colours of an email's html in both modes, and whether its words can be read on what they stand on. Pure.

type Property = "color" | "background-color" | "border-color";
type Mode = "light" | "dark";

/** WCAG 2.2, level AA, for words of any size. */
export const contrastMin = 4.5;

/** Colours without a dark twin, and words that cannot be read; and how many pairs of colours there were. */
export function lookAtColours(document: Document): { faults: string[]; pairs: string[] } {
  const dark = darkColours(document.querySelector("style")!.textContent);
  const faults = new Set<string>();
  const pairs = new Set<string>();
  for (const element of document.body.querySelectorAll("[style]")) {
    for (const [property, colour] of coloursOf(element)) {
      if (colourIn(element, property, "dark", dark) === undefined)
        faults.add(`${element.localName}.${element.className}: ${property} ${colour} has no dark twin`);
    }
  }
  for (const element of document.body.querySelectorAll("*")) {
    if (![...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== ""))
      continue;
    for (const mode of ["light", "dark"] as const) {
      const words = over(element, "color", mode, dark);
      const ground = over(element, "background-color", mode, dark);
      const pair = `${words} on ${ground}, ${mode}`;
      pairs.add(pair);
      const isRead = words !== undefined && ground !== undefined && contrast(words, ground) >= contrastMin;
      if (!isRead) faults.add(`${pair}, cannot be read`);
    }
  }
  return { faults: [...faults], pairs: [...pairs] };
}

type Colours = Map<string, Map<Property, string>>;

/** By class, of the one block that asks for dark mode. */
function darkColours(style: string): Colours {
  const block = /@media \(prefers-color-scheme: dark\) \{\n([\s\S]*?)\n\}/u.exec(style)![1]!;
  const classes = [...block.matchAll(/\.([a-z-]+) \{([^}]+)\}/gu)];
  return new Map(
    classes.map(([, name, rules]) => [
      name!,
      new Map(
        [...rules!.matchAll(/([a-z-]+): (#[\da-f]{6}) !important;/gu)].map(([, property, colour]) => [
          property as Property,
          colour!,
        ]),
      ),
    ]),
  );
}

/** Of the element's own style. A border has its colour among its other values. */
function coloursOf(element: Element): Map<Property, string> {
  const found = new Map<Property, string>();
  for (const [, property, value] of (element.getAttribute("style") ?? "").matchAll(/([a-z-]+):([^;]*)/gu)) {
    const colour = /#[\da-f]{3,6}\b/u.exec(value!)?.[0];
    if (colour === undefined) continue;
    found.set(property!.startsWith("border") ? "border-color" : (property as Property), colour);
  }
  return found;
}

function colourIn(element: Element, property: Property, mode: Mode, dark: Colours): string | undefined {
  if (mode === "light") return coloursOf(element).get(property);
  return [...element.classList].map((name) => dark.get(name)?.get(property)).find((one) => one !== undefined);
}

/** The element's own, or that of what it stands in. */
function over(element: Element | null, property: Property, mode: Mode, dark: Colours): string | undefined {
  if (element === null) return undefined;
  return colourIn(element, property, mode, dark) ?? over(element.parentElement, property, mode, dark);
}

/** From 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dim, bright] = [luminance(one), luminance(other)].toSorted((first, second) => first - second);
  return (bright! + 0.05) / (dim! + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
