// The words in which the files of programs/ say what an html element means to a reply.

/** The attributes that decide; "" when absent. `flags` holds the names of those whose presence alone says something. */
export interface Attributes {
  id: string;
  class: string;
  name: string;
  type: string;
  title: string;
  style: string;
  color: string;
  tabindex: string;
  marker: string;
  inreply: string;
  smartmail: string;
  flags: string;
}

/**
 * container: all in it is quote. wrapper: its attribution and its blockquotes are quote, words between or after them are not.
 * cut: from here to the end of the document. border: a cut if a header line follows in the element; label: a cut if its own line
 * is a header line. bar: marks its lines as a blockquote does, which alone proves nothing. attribution and signature: lines of that kind. The author's words stay whatever else stands around them.
 */
export type Kind = "container" | "wrapper" | "cut" | "border" | "label" | "bar" | "signature" | "attribution";

/** What an element is, and the mark that says so. */
export interface Structure {
  kind: Kind;
  name: string;
}

/**
 * What one family of mail programs writes. `marks`: an id, class, name, title or flag in lower case, without the prefixes that
 * forwarding adds (`#` stands for a number at its end). `shapes`: what has no such mark; `style` is lower case without blanks.
 */
export interface Program {
  marks: Readonly<Record<string, Kind>>;
  shapes?: readonly Shape[];
}

/** An element that only its attributes give away. */
export interface Shape extends Structure {
  tag: string;
  fits: (attributes: Attributes, style: string) => boolean;
}
