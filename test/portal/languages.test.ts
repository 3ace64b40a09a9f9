// That the pages' words stand in the catalogue or in every language beside each other: none in a template, none in code.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse as parseScript, type AnyNode } from "acorn";
import { transformSync } from "esbuild";
import Handlebars from "handlebars";
import { describe, expect, it } from "vitest";
import { locales } from "../../src/domain/locale.ts";
import { stages } from "../../src/domain/task.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

describe("a template of the pages", () => {
  const files = ["portal", "layouts"].flatMap((folder) =>
    readdirSync(join(root, "templates", folder))
      .filter((file) => folder === "portal" || file.startsWith("portal"))
      .map((file) => join("templates", folder, file)),
  );

  it.each(files)("%s holds no words of its own", (file) => {
    expect(wordsOfTemplate(readFileSync(join(root, file), "utf8"))).toEqual([]);
  });
});

describe("code of the pages", () => {
  const files = readdirSync(join(root, "src/portal")).map((file) => join("src/portal", file));

  it.each(files)("%s holds no words in one language only", (file) => {
    expect(wordsOfCode(readFileSync(join(root, file), "utf8"))).toEqual([]);
  });
});

describe("a script of the pages", () => {
  const files = readdirSync(join(root, "templates/assets")).filter((file) => file.endsWith(".js"));

  it.each(files)("%s holds no words of its own", (file) => {
    const found = wordsOfCode(readFileSync(join(root, "templates/assets", file), "utf8"));
    // Names of keys, of elements and of what browsers have are no sentences.
    expect(found.filter((words) => /^\p{Lu}[^ (]* \p{L}/u.test(words))).toEqual([]);
  });
});

describe("refusals", () => {
  const files = ["actions", "domain", "store", "inbox"].flatMap((room) =>
    readdirSync(join(root, "src", room), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => join("src", room, file)),
  );

  it.each(files)("of %s are said in every language", (file) => {
    expect(oneLanguageRefusals(readFileSync(join(root, file), "utf8"))).toEqual([]);
  });
});

/** Words outside of tags, and in the attributes that people read or hear. */
function wordsOfTemplate(source: string): string[] {
  const found: string[] = [];
  // What a template says around its values, each value as a sign that is no letter.
  let text = "";
  class Contents extends Handlebars.Visitor {
    override ContentStatement(content: hbs.AST.ContentStatement): void {
      text += content.value;
    }
    override MustacheStatement(): void {
      text += "\ue001";
    }
    override PartialStatement(partial: hbs.AST.PartialStatement): void {
      for (const { key, value } of partial.hash?.pairs ?? []) {
        // Places on the page.
        if (key === "id" || key === "describedBy") continue;
        if (value.type === "StringLiteral" && isWords((value as hbs.AST.StringLiteral).value))
          found.push(`${key}="${(value as hbs.AST.StringLiteral).value}"`);
      }
      text += "\ue001";
    }
  }
  new Contents().accept(Handlebars.parse(source));
  const attributes = /\s(?:title|aria-label|placeholder|alt)="([^"]*)"/gu;
  for (const [, value] of text.matchAll(attributes)) if (isWords(value!)) found.push(value!);
  // What is put into a tag is attributes alone.
  text = text.replaceAll(/aria-[a-z]+="[^"]*"|autofocus/gu, " ");
  // Commands and the words of other programs are the same for everybody.
  const said = text.replaceAll(/<(pre|code)>.*?<\/\1>/gsu, "\ue002");
  const outside = said.replaceAll(/<!doctype[^>]*>|<[^>]*>/giu, "\ue002").split(/[\ue001\ue002]/u);
  return [...found, ...outside.filter(isWords).map((words) => words.trim())];
}

function isWords(text: string): boolean {
  return /\p{L}{2,}/u.test(text.replaceAll(/&#?\w+;/gu, " "));
}

/** Literals that read like a sentence or a label, unless they stand beside the same in every other language. */
function wordsOfCode(source: string): string[] {
  const found: string[] = [];
  const visit = (node: AnyNode): void => {
    if (isLanguage(node) || isForLog(node) || isList(node) || node.type === "ImportDeclaration") return;
    if (node.type === "Literal" && typeof node.value === "string" && isSentence(node.value))
      found.push(node.value);
    if (node.type === "TemplateLiteral") {
      const whole = node.quasis.map(({ value }) => value.cooked).join("…");
      if (isSentence(whole)) found.push(whole);
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(parsed(source));
  return found;
}

/** `new Problem(code, "…")`: words in one language where there should be each. */
function oneLanguageRefusals(source: string): string[] {
  const found: string[] = [];
  const visit = (node: AnyNode): void => {
    if (
      node.type === "NewExpression" &&
      node.callee.type === "Identifier" &&
      node.callee.name === "Problem"
    ) {
      const words = node.arguments[1];
      if (words?.type === "Literal") found.push(String(words.value));
      if (words?.type === "TemplateLiteral")
        found.push(words.quasis.map(({ value }) => value.cooked).join("…"));
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(parsed(source));
  return found;
}

function parsed(source: string): AnyNode {
  const script = transformSync(source, { loader: "ts", format: "esm" }).code;
  return parseScript(script, { ecmaVersion: "latest", sourceType: "module" });
}

function childrenOf(node: AnyNode): AnyNode[] {
  return Object.values(node).flatMap((value: unknown) =>
    (Array.isArray(value) ? (value as unknown[]) : [value]).filter(isNode),
  );
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** `{ en: …, de: … }`. */
function isLanguage(node: AnyNode): boolean {
  if (node.type !== "ObjectExpression") return false;
  const names = node.properties.flatMap((property) =>
    property.type === "Property" && property.key.type === "Identifier" ? [property.key.name] : [],
  );
  return names.length === locales.length && locales.every((locale) => names.includes(locale));
}

/** `new Error("…")`: a bug, which no page shows. */
function isForLog(node: AnyNode): boolean {
  return node.type === "NewExpression" && node.callee.type === "Identifier" && node.callee.name === "Error";
}

/** Words with a space between them, or one that begins with a capital letter as labels do; stages, headers, html aside. */
function isSentence(text: string): boolean {
  if (stages.some((stage) => stage === text)) return false;
  if (
    /\b(?:default-src|List-Unsubscribe|One-Click|no-store|no-cache|max-age|noopener|charset|filename|blockquote|colgroup|strike)\b/u.test(
      text,
    )
  )
    return false;
  return /\p{L}{2,}[,.:;!?”)]* [(“]?\p{L}{2,}|^\p{Lu}\p{Ll}{2,}/u.test(text);
}

/** `"a b c".split(" ")`: a list of names. */
function isList(node: AnyNode): boolean {
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return false;
  const { property } = node.callee;
  return property.type === "Identifier" && property.name === "split";
}
