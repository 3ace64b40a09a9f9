// Loads everything under templates/ once and renders one template by name. A value that is missing is an error.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Handlebars from "handlebars";

const templatesFolder = fileURLToPath(new URL("../templates/", import.meta.url));

/** Renders `portal/task` or `email/message.text` with these values. Throws when the template names one that is missing. */
export type Render = (name: string, values: object) => string;

/**
 * Compiles all templates now, so that a broken one stops the start and not a page. Names are paths below `templates/`
 * without `.hbs`; those in `layouts/` can be used as partials. Html is escaped; `.text` and `.subject` are plain.
 */
export function loadTemplates(folder: string = templatesFolder): Render {
  const handlebars = Handlebars.create();
  handlebars.registerHelper("formToken", formTokenInput);
  const templates = new Map<string, Handlebars.TemplateDelegate>();
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted()) {
    if (!file.endsWith(".hbs")) continue;
    const name = file.slice(0, -".hbs".length).replaceAll("\\", "/");
    const noEscape = name.endsWith(".text") || name.endsWith(".subject");
    // Partials are compiled with the options of their caller, so they are registered as source.
    const source = readFileSync(join(folder, file), "utf8");
    if (name.startsWith("layouts/")) handlebars.registerPartial(name, source);
    templates.set(name, handlebars.compile(source, { strict: true, noEscape }));
  }
  return (name, values) => {
    const template = templates.get(name);
    if (template === undefined) throw new Error(`There is no template called ${name}.`);
    // Prototype properties are refused by default; values are plain objects.
    return template(values);
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
