// The kept words as plain text: what a blind reader of the html would be told of them. Reads lines and what was noted of their look.
import type { Stretch } from "./blocks.ts";
import type { Line } from "./line.ts";

/**
 * The words of the kept and context stretches. Pictures from elsewhere, which are logos and badges nearly always, are left out
 * with their alternative texts. In `kept` stands where a link leads behind its words, as in "the plan <https://example.com/x>".
 */
export function keptTexts(stretches: readonly Stretch[]): { kept: string; visible: string } {
  const lines = stretches
    .filter(({ kind }) => kind === "kept" || kind === "context")
    .flatMap((stretch) => stretch.lines);
  const kept = textOf(lines, true);
  return { kept, visible: lines.some(({ spans }) => spans) ? textOf(lines, false) : kept };
}

function textOf(lines: readonly Line[], withTargets: boolean): string {
  return lines
    .map((line) => (line.spans ? lineText(line, withTargets) : line.raw) + line.end)
    .join("")
    .replace(/^\n+/, "")
    .trimEnd();
}

function lineText({ raw, spans }: Line, withTargets: boolean): string {
  if (!spans) {
    return raw;
  }
  const parts: string[] = [];
  let done = 0;
  let linkFrom = 0;
  spans.forEach((span, index) => {
    const [start, end] = [Math.max(span.start, done), Math.min(span.end, raw.length)];
    if (end <= start) {
      return;
    }
    if (span.image === "") {
      parts.push(raw.slice(done, start));
      done = end;
    } else if (span.href !== "") {
      const [before, next] = [spans[index - 1], spans[index + 1]];
      linkFrom = before?.href === span.href && before.end === span.start ? linkFrom : start;
      const goesOn = next?.href === span.href && next.start === span.end;
      parts.push(raw.slice(done, end));
      done = end;
      if (withTargets && !goesOn && bareAddress(raw.slice(linkFrom, end)) !== bareAddress(span.href)) {
        parts.push(` <${span.href.replace(/^mailto:/i, "")}>`);
      }
    }
  });
  parts.push(raw.slice(done));
  return parts.join("");
}

function bareAddress(link: string): string {
  return link
    .trim()
    .replace(/^(?:https?:\/\/|mailto:)?(?:www\.)?/i, "")
    .replace(/\/$/, "")
    .toLowerCase();
}
