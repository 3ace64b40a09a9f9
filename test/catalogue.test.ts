// The message catalogue: whole in every language, and all of it used.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Handlebars from "handlebars";
import { describe, expect, it } from "vitest";
import { readCatalogue } from "../src/catalogue.ts";
import { locales } from "../src/domain/locale.ts";
import { loadTemplates } from "../src/render.ts";

const templates = fileURLToPath(new URL("../templates/", import.meta.url));
const sources = fileURLToPath(new URL("../src/", import.meta.url));
const catalogue = readCatalogue(join(templates, "words"));
const english = catalogue.get("en")!;
const calls = filesIn(templates, ".hbs").flatMap((file) => callsIn(readFileSync(file, "utf8")));
const code = filesIn(sources, ".ts")
  .map((file) => readFileSync(file, "utf8"))
  .join("\n");

describe("the catalogue", () => {
  it.each(locales)("has the same messages with the same arguments in %s", (locale) => {
    const argumentsOf = (messages: typeof english) =>
      [...messages].map(([key, message]) => `${key} ${message.arguments.join(" ")}`).toSorted();
    expect(argumentsOf(catalogue.get(locale)!)).toEqual(argumentsOf(english));
  });

  it.each(filesIn(join(templates, "words"), ".json"))("names no message twice in %s", (file) => {
    const source = readFileSync(file, "utf8");
    const keys = source.split("\n").flatMap((line) => /^ {2}"([^"]+)": /u.exec(line)?.[1] ?? []);
    expect(keys).toEqual(Object.keys(JSON.parse(source) as object));
  });

  it("has no message that nothing uses", () => {
    const named = new Set(calls.map(({ key }) => key));
    // A key whose last part is worked out stands in code as `task.stage.${…}`.
    const isUsed = (key: string) =>
      named.has(key) ||
      code.includes(`"${key}"`) ||
      code.includes(`\`${key.slice(0, key.lastIndexOf(".") + 1)}\${`);
    expect([...english.keys()].filter((key) => !isUsed(key))).toEqual([]);
  });

  it("is given by every template exactly the arguments of its messages", () => {
    expect(calls.length).toBeGreaterThan(0);
    for (const { key, given } of calls) {
      expect({ key, given }).toEqual({ key, given: english.get(key)?.arguments });
    }
  });

  it("refuses a key that it has not, and a message without its arguments", () => {
    const { say } = loadTemplates();
    expect(() => say("en", "sign-in.nothing")).toThrow("There is no message “sign-in.nothing”");
    expect(() => say("de", "sign-in.subject")).toThrow("The message “sign-in.subject” is missing agency.");
  });
});

describe("a template", () => {
  const folder = mkdtempSync(join(process.env["TEST_FOLDER"]!, "templates-"));
  for (const [locale, many] of [
    ["en", "{count, plural, one {# email} other {# emails}} of <{name}>"],
    ["de", "{count, plural, one {# E-Mail} other {# E-Mails}} von <{name}>"],
  ]) {
    mkdirSync(join(folder, "words", locale!), { recursive: true });
    writeFileSync(join(folder, "words", locale!, "a.json"), JSON.stringify({ many }));
  }
  mkdirSync(join(folder, "layouts"));
  writeFileSync(join(folder, "layouts/strong.hbs"), "<b>{{name}}</b>");
  writeFileSync(join(folder, "plain.text.hbs"), `{{t "many" count=count name=name}}`);
  writeFileSync(join(folder, "page.hbs"), `{{#each names}}{{t "many" count=../count name=this}}{{/each}}`);
  writeFileSync(join(folder, "rich.hbs"), `{{t "many" count=count name=(part "layouts/strong" name=name)}}`);
  const render = loadTemplates(folder);

  it("speaks the language of its values, also within a list, and English without one", () => {
    expect(render("plain.text", { count: 1, name: "Ann" })).toBe("1 email of <Ann>");
    expect(render("plain.text", { locale: "de", count: 1200, name: "Ann" })).toBe("1.200 E-Mails von <Ann>");
    expect(render("page", { locale: "de", count: 0, names: ["Ann"] })).toBe("0 E-Mails von &lt;Ann&gt;");
  });

  it("escapes words and arguments in html and nothing in text", () => {
    expect(render("page", { count: 2, names: ["<i>"] })).toBe("2 emails of &lt;&lt;i&gt;&gt;");
    expect(render("plain.text", { count: 2, name: "<i>" })).toBe("2 emails of <<i>>");
    expect(render("rich", { count: 2, name: "<i>" })).toBe("2 emails of &lt;<b>&lt;i&gt;</b>&gt;");
  });

  it("fails where a value is missing, or the language is none of ours", () => {
    expect(() => render("plain.text", { count: 1 })).toThrow("The message “many” is missing name.");
    expect(() => render("plain.text", { locale: "fr", count: 1, name: "Ann" })).toThrow(
      "in the language “fr”",
    );
  });
});

/** Every `t` of a template, wherever it stands, with the names of the arguments it gives. */
function callsIn(source: string): { key: string; given: string[] }[] {
  const found: { key: string; given: string[] }[] = [];
  const look = (call: hbs.AST.MustacheStatement | hbs.AST.SubExpression) => {
    const path = call.path as hbs.AST.PathExpression;
    if (path.original !== "t") return;
    const given = (call.hash?.pairs ?? []).map((pair) => pair.key).toSorted();
    found.push({ key: (call.params[0] as hbs.AST.StringLiteral).value, given });
  };
  class Calls extends Handlebars.Visitor {
    override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
      look(mustache);
      super.MustacheStatement(mustache);
    }
    override SubExpression(expression: hbs.AST.SubExpression): void {
      look(expression);
      super.SubExpression(expression);
    }
  }
  new Calls().accept(Handlebars.parse(source));
  return found;
}

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file));
}
