// What a form on a page would send when somebody pressed its button, as a browser reads it.
import { JSDOM } from "jsdom";

/** The fields of the form that posts to `action`, with what they hold; files and buttons left out. */
export function fieldsIn(html: string, action: string): Record<string, string> {
  const { window } = new JSDOM(html);
  const form = window.document.querySelector<HTMLFormElement>(`form[action="${action}"]`);
  if (form === null) throw new Error(`No form on this page posts to ${action}.`);
  const fields = [...new window.FormData(form)];
  return Object.fromEntries(
    fields.filter((field): field is [string, string] => typeof field[1] === "string"),
  );
}
