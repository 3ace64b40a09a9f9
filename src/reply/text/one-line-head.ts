// A header block that lost its line ends: "----- Forwarded Message ----- From: Ann <ann@x.example>To: BoSent: TuesdaySubject: Hi",
// as in the plain text of Yahoo Mail. Reads one line, answers what its labels name.
import { kindOfLabel } from "./header-label.ts";
import type { LabelKind } from "../words/header-labels.ts";

const lineLengthMax = 1_500;
const labelLengthMax = 25;

/** The value of each label by its kind; undefined unless the line has a sender with an address and two labels more. */
export function readOneLineHead(text: string): Map<LabelKind, string> | undefined {
  if (text.length > lineLengthMax || !text.includes("@")) return undefined;
  const labels: { kind: LabelKind; from: number; to: number }[] = [];
  for (let colon = text.search(/[:：]/u); colon >= 0; colon = nextColon(text, colon + 1)) {
    const label = labelBefore(text, colon);
    if (label !== undefined && labels.every(({ kind }) => kind !== label.kind)) labels.push(label);
  }
  const values = new Map<LabelKind, string>();
  labels.forEach(({ kind, to }, index) => {
    values.set(kind, text.slice(to + 1, labels[index + 1]?.from ?? text.length).trim());
  });
  return values.size >= 3 && values.get("from")?.includes("@") === true ? values : undefined;
}

function nextColon(text: string, from: number): number {
  const next = text.slice(from).search(/[:：]/u);
  return next < 0 ? -1 : from + next;
}

/** The longest label that ends at the colon; what stands before it may be glued to it, so it begins with a capital. */
function labelBefore(text: string, colon: number): { kind: LabelKind; from: number; to: number } | undefined {
  for (let from = Math.max(0, colon - labelLengthMax); from < colon; from++) {
    const label = text.slice(from, colon);
    if (!/^[\p{Lu}\p{Lo}]/u.test(label)) continue;
    const kind = kindOfLabel(label.trimEnd());
    if (kind !== undefined) return { kind, from, to: colon };
  }
  return undefined;
}
