// Which of the labels of a header block a line opens with: "From: …", "*Von:* …", "| Sent: |", in any language. Reads one line.
import { headerLabels, type LabelKind } from "../words/header-labels.ts";

/** Characters before the colon that a label may have. */
const labelLengthMax = 40;

const kinds = new Map<string, LabelKind>();
for (const labels of Object.values(headerLabels)) {
  for (const [kind, words] of Object.entries(labels) as [LabelKind, string][]) {
    for (const word of words.split("|")) {
      if (!kinds.has(word)) {
        kinds.set(word, kind);
      }
      // 日\u3000期：2025年03月04日     主\u3000题：Plan
      if (/^\p{Script=Han}{2}$/u.test(word)) {
        kinds.set(`${word[0]}\u3000${word[1]}`, kind);
      }
    }
  }
}

/** What the label names that a line opens with ("From: …", "*Von:* …", "| Sent: |", "Betreff : …"), or undefined. */
export function labelOf(text: string): LabelKind | undefined {
  // | 发件人 | Ann Lee<ann@example.com> |     NetEase
  if (text.startsWith("|") && text.endsWith("|")) {
    const cell = /^\|\s?([^|:：]{1,40})\|./.exec(text)?.[1];
    if (cell !== undefined) {
      return kindOfLabel(cell);
    }
  }
  // 发送时间： 2025-03-04 10:12
  const plain = text.indexOf(":");
  const head = plain < 0 || plain > labelLengthMax ? text.slice(0, labelLengthMax) : text.slice(0, plain);
  const wide = head.indexOf("：");
  const colon = wide >= 0 ? wide : plain > labelLengthMax ? -1 : plain;
  // No label begins with a figure, and very many lines with a time do.
  const first = text.charCodeAt(0);
  return colon > 0 && (first < 48 || first > 57) ? kindOfLabel(text.slice(0, colon)) : undefined;
}

/** What a label without its colon names: "From", "*Von", "De / From". */
export function kindOfLabel(label: string): LabelKind | undefined {
  const asItStands = kinds.get(label);
  if (asItStands !== undefined) {
    return asItStands;
  }
  const words = label
    .replace(/[*_|\s]+/g, " ")
    .trim()
    .toLowerCase();
  const kind = kinds.get(words);
  if (kind !== undefined || !words.includes("/")) {
    return kind;
  }
  // Von / From: Ann
  const [first = "", second = ""] = words.split("/", 2);
  const one = kinds.get(first.trim());
  return one !== undefined && one === kinds.get(second.trim()) ? one : undefined;
}
