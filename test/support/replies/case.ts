// Replies of which is known what their author wrote, kept as files: NAME.json and its input beside it, in a folder a source.
// Reads such a folder.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What the file NAME.json says; fixtures/replies/README.md describes each field. */
interface CaseFile {
  id: string;
  kind: "text" | "html" | "eml";
  input: string;
  /** The other body of an html or eml case, as a mail parser reads it. */
  text?: string;
  html?: string;
  expected: string;
  optional?: string[];
  lang?: string;
  parent?: { text: string; html?: string };
}

/** One reply, and the words it must come to. Lines of `optional` may be shown or not. */
export interface ReplyCase {
  id: string;
  source: string;
  kind: "text" | "html" | "eml";
  lang: string;
  expected: string;
  optional: string[];
  text: string | undefined;
  html: string | undefined;
  /** The raw mail. */
  eml: Buffer | undefined;
  parent: { text: string; html?: string } | undefined;
}

/** All cases of a folder, sources and ids in alphabetical order. Throws when a file is missing or is no case. */
export function loadCases(folder: string): ReplyCase[] {
  const sources = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return sources
    .map(({ name }) => name)
    .toSorted()
    .flatMap((source) =>
      readdirSync(join(folder, source))
        .filter((file) => file.endsWith(".json"))
        .toSorted()
        .map((file) => loadCase(join(folder, source), file, source)),
    );
}

function loadCase(folder: string, file: string, source: string): ReplyCase {
  const { id, kind, input, expected, optional, lang, parent, ...bodies } = JSON.parse(
    readFileSync(join(folder, file), "utf8"),
  ) as CaseFile;
  const raw = readFileSync(join(folder, input));
  return {
    id,
    source,
    kind,
    lang: lang ?? "",
    expected,
    optional: optional ?? [],
    text: kind === "text" ? raw.toString("utf8") : bodies.text,
    html: kind === "html" ? raw.toString("utf8") : bodies.html,
    eml: kind === "eml" ? raw : undefined,
    parent,
  };
}
