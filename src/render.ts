// Loads everything under templates/ once, with the message catalogue, and renders one template by name. A value that is missing is
// an error.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Handlebars from "handlebars";
import { getMessage, readCatalogue, sayFrom, type Catalogue, type Say } from "./catalogue.ts";
import type { Locale } from "./domain/locale.ts";

const templatesFolder = fileURLToPath(new URL("../templates/", import.meta.url));

/**
 * Renders `portal/task` or `email/message.text` with these values, in the language of their `locale`, English without one.
 * Throws when the template names a value that is missing. `say` gives words of the catalogue to code.
 */
export interface Render {
  (name: string, values: object): string;
  say: Say;
}

/**
 * Compiles all templates now, so that a broken one stops the start and not a page. Names are paths below `templates/`
 * without `.hbs`; those in `layouts/` can be used as partials. Html is escaped; `.text` and `.subject` are plain.
 */
export function loadTemplates(folder: string = templatesFolder): Render {
  const handlebars = Handlebars.create();
  handlebars.registerHelper("formToken", formTokenInput);
  const catalogue = readCatalogue(join(folder, "words"));
  handlebars.registerHelper("t", wordsFrom(catalogue));
  const templates = new Map<string, Handlebars.TemplateDelegate>();
  handlebars.registerHelper("part", partFrom(templates));
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted()) {
    if (!file.endsWith(".hbs")) continue;
    const name = file.slice(0, -".hbs".length).replaceAll("\\", "/");
    const noEscape = name.endsWith(".text") || name.endsWith(".subject");
    // Partials are compiled with the options of their caller, so they are registered as source.
    const source = readFileSync(join(folder, file), "utf8");
    if (name.startsWith("layouts/")) handlebars.registerPartial(name, source);
    templates.set(name, handlebars.compile(source, { strict: true, noEscape }));
  }
  const render = (name: string, values: object) => {
    const template = templates.get(name);
    if (template === undefined) throw new Error(`There is no template called ${name}.`);
    // Prototype properties are refused by default; values are plain objects.
    return template(values);
  };
  return Object.assign(render, { say: sayFrom(catalogue) });
}

/** `{{t "message.wrote" name=authorName}}`: words of the catalogue, escaped as any value; what `part` gave stays markup. */
function wordsFrom(catalogue: Catalogue) {
  return (key: string, { hash, data }: Handlebars.HelperOptions): string | Handlebars.SafeString => {
    const { locale = "en" } = data.root as { locale?: Locale };
    const values = hash as Record<string, string | number | Handlebars.SafeString>;
    const parts = getMessage(catalogue, locale, key).format(values);
    if (parts.every((part) => !part.isValue)) return parts.map((part) => part.words).join("");
    const html = parts.map((part) =>
      part.isValue ? part.value.toHTML() : Handlebars.escapeExpression(part.words),
    );
    return new Handlebars.SafeString(html.join(""));
  };
}

/** `(part "layouts/email-name" name=authorName)`: a layout with these values only, as markup within a sentence of the catalogue. */
function partFrom(templates: ReadonlyMap<string, Handlebars.TemplateDelegate>) {
  return (name: string, { hash, data }: Handlebars.HelperOptions): Handlebars.SafeString => {
    const template = templates.get(name);
    if (template === undefined) throw new Error(`There is no template called ${name}.`);
    return new Handlebars.SafeString(template(hash, { data }));
  };
}

/**
 * `{{formToken}}` in every form: the hidden field that proves it ours, by the page's own `formToken`, or by the token named
 * as in `{{formToken token}}`. A page that has none cannot show a form.
 */
function formTokenInput(...given: unknown[]): Handlebars.SafeString {
  const { data } = given.at(-1) as { data: { root: { formToken?: () => string } } };
  const token = given.length > 1 ? given[0] : data.root.formToken?.();
  if (typeof token !== "string") throw new Error("This form has no token.");
  return new Handlebars.SafeString(
    `<input type="hidden" name="form-token" value="${Handlebars.escapeExpression(token)}">`,
  );
}
