// Every regular expression of a folder of sources: those written between slashes, found by parsing the sources, and those put
// together while the modules load, found by loading them. Reads the folder.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse, type AnyNode } from "acorn";
import { transformSync } from "esbuild";

/** An expression and the file it stands in. */
export interface Found {
  expression: RegExp;
  file: string;
}

/** Each expression once, by its source and flags. Must run before anything else has loaded the folder's modules. */
export async function collectExpressions(folder: string): Promise<Found[]> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .toSorted();
  const found = files.flatMap((file) =>
    literalsIn(readFileSync(join(folder, file), "utf8")).map((expression) => ({ expression, file })),
  );
  found.push(...(await madeWhileLoading(folder, files)));
  return [...new Map(found.map((one) => [String(one.expression), one])).values()];
}

function literalsIn(source: string): RegExp[] {
  // acorn reads no types.
  const { code } = transformSync(source, { loader: "ts", target: "esnext" });
  const literals: RegExp[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== "object" || node === null) return;
    const { type } = node as AnyNode;
    if (type === "Literal" && "regex" in node) {
      const { pattern, flags } = node.regex as { pattern: string; flags: string };
      literals.push(new RegExp(pattern, flags));
    } else if (!(node instanceof RegExp)) {
      Object.values(node).forEach(visit);
    }
  };
  visit(parse(code, { ecmaVersion: "latest", sourceType: "module" }));
  return literals;
}

async function madeWhileLoading(folder: string, files: readonly string[]): Promise<Found[]> {
  const made: Found[] = [];
  const real = globalThis.RegExp;
  const record = (expression: RegExp) => {
    // Packages make expressions too; whose this one is, the caller's place says.
    const caller = new Error("Who calls?").stack?.split("\n")[3] ?? "";
    const file = files.find((one) => caller.includes(join(folder, one)));
    if (file !== undefined) made.push({ expression, file });
    return expression;
  };
  globalThis.RegExp = new Proxy(real, {
    construct: (target, given) => record(Reflect.construct(target, given) as RegExp),
    apply: (target, self, given) => record(Reflect.apply(target, self, given) as RegExp),
  });
  try {
    for (const file of files) await import(pathToFileURL(join(folder, file)).href);
  } finally {
    globalThis.RegExp = real;
  }
  return made;
}
