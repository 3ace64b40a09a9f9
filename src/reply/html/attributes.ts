// The attributes of an html element that are read, and what they are called.
import type { Attributes } from "./structure.ts";

/** The attributes that are read, "" when absent. */
export interface AllAttributes extends Attributes {
  href: string;
  alt: string;
  width: string;
  height: string;
  src: string;
  dir: string;
  start: string;
  value: string;
}

/** Of an element without attributes that are read: never written to. */
export const noAttributes: AllAttributes = {
  id: "",
  class: "",
  name: "",
  type: "",
  title: "",
  style: "",
  color: "",
  tabindex: "",
  marker: "",
  inreply: "",
  smartmail: "",
  flags: "",
  href: "",
  alt: "",
  width: "",
  height: "",
  src: "",
  dir: "",
  start: "",
  value: "",
};

/** By their names in html, lower case. */
export const attributeNames = new Map<string, keyof AllAttributes>([
  ...(
    [
      "id",
      "class",
      "name",
      "type",
      "title",
      "style",
      "color",
      "tabindex",
      "href",
      "alt",
      "width",
      "height",
      "src",
      "dir",
      "start",
      "value",
    ] as const
  ).map((name) => [name, name] as const),
  ["data-marker", "marker"],
  ["data-inreply", "inreply"],
  ["data-smartmail", "smartmail"],
]);
/** Attributes that speak by being there. */
export const flagNames = new Set([
  "hidden",
  "data-signatureblock",
  "data-signature",
  "data-o-mail-quote",
  "data-skiff-mail",
]);
