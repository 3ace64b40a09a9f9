// Reads a posted form, with or without files, within limits. Keeps the words even when the files are too many or too big.
import busboy from "busboy";
import type { Request } from "express";
import type { InEveryLanguage } from "../domain/locale.ts";
import { Problem } from "../domain/problem.ts";
import { contentHash } from "../store/blobs.ts";
import type { Upload } from "../store/messages.ts";

/** Files of one form. */
export const uploadsMax = 20;
/** One field; the longest is a message of 100,000 characters with line ends of two. */
const fieldBytesMax = 500_000;
const fieldsMax = 100;
const filenameLengthMax = 200;

/** What was sent. `refusal` is set when files or fields were left out; the rest is whole. */
export interface Form {
  /** The first value of a field, trimmed of nothing, with plain line ends; empty when it was not sent. */
  text: (name: string) => string;
  /** All values of a field that may repeat. */
  list: (name: string) => string[];
  /** Every field with each of its values, in the order in which they came. */
  entries: () => [name: string, value: string][];
  uploads: Upload[];
  /** Files came with it, also when they were left out: whoever sends it again has to choose them anew. */
  hadFiles: boolean;
  refusal: InEveryLanguage | undefined;
}

/**
 * Reads urlencoded and multipart forms. Files over `uploadBytesMax` together, or over `uploadsMax` in number, are left out
 * and named in `refusal`. Throws `invalid` for what is no form, `too_large` for a body far beyond the limits.
 */
export async function readForm(request: Request, uploadBytesMax = 0): Promise<Form> {
  if (isEmpty(request)) return emptyForm;
  const fields = new Map<string, string[]>();
  const uploads: Upload[] = [];
  let hadFiles = false;
  let refusal: InEveryLanguage | undefined;
  let uploadBytes = 0;
  const parser = openParser(request);
  parser.on("field", (name, value, info) => {
    if (info.nameTruncated) return;
    if (info.valueTruncated) refusal = refusals.longField;
    fields.set(name, [...(fields.get(name) ?? []), value.replaceAll("\r\n", "\n").replaceAll("\0", "")]);
  });
  parser.on("fieldsLimit", () => (refusal = refusals.manyFields));
  parser.on("filesLimit", () => (refusal = refusals.manyFiles));
  parser.on("file", (_name, stream, { filename, mimeType }) => {
    const chunks: Buffer[] = [];
    // A file field left empty is sent as a file without a name.
    const isFile = typeof filename === "string" && filename !== "";
    hadFiles ||= isFile;
    // A form that ends inside a file tells the stream as well; unheard, that would end the process. The parser tells us.
    stream.on("error", () => {});
    stream.on("data", (chunk: Buffer) => {
      uploadBytes += chunk.byteLength;
      if (uploadBytes <= uploadBytesMax) chunks.push(chunk);
      else chunks.length = 0;
    });
    stream.on("end", () => {
      if (!isFile || uploadBytes > uploadBytesMax) return;
      uploads.push(toUpload(filename, mimeType, Buffer.concat(chunks)));
    });
  });
  await feed(request, parser, uploadBytesMax * 2 + 4 * fieldBytesMax);
  if (uploadBytes > uploadBytesMax) refusal = tooHeavy(Math.floor(uploadBytesMax / 1_048_576));
  return {
    text: (name) => fields.get(name)?.[0] ?? "",
    list: (name) => fields.get(name) ?? [],
    entries: () =>
      [...fields].flatMap(([name, values]) => values.map((value): [string, string] => [name, value])),
    uploads: refusal === undefined ? uploads : [],
    hadFiles,
    refusal,
  };
}

const refusals = {
  longField: {
    en: "One of the fields was longer than we can take, and was cut.",
    de: "Eines der Felder war länger, als wir annehmen können, und wurde gekürzt.",
  },
  manyFields: { en: "The form has too many fields.", de: "Das Formular hat zu viele Felder." },
  manyFiles: {
    en: `A message can have ${uploadsMax} files at most. Choose your files again.`,
    de: `Eine Nachricht kann höchstens ${uploadsMax} Dateien haben. Wählen Sie Ihre Dateien noch einmal aus.`,
  },
};

function tooHeavy(megabytes: number): InEveryLanguage {
  return {
    en: `The files of one message can have ${megabytes} MB together. Choose smaller ones.`,
    de: `Die Dateien einer Nachricht können zusammen ${megabytes} MB haben. Wählen Sie kleinere.`,
  };
}

const emptyForm: Form = {
  text: () => "",
  list: () => [],
  entries: () => [],
  uploads: [],
  hadFiles: false,
  refusal: undefined,
};

const kept = new WeakMap<Request, Form>();

/** Keeps a form that was checked, for the handler of its route. */
export function keepForm(request: Request, form: Form): void {
  kept.set(request, form);
}

/** The form of this request. Throws Error when nobody checked it: a body is read once, and before anything is done. */
export function formOf(request: Request): Form {
  const form = kept.get(request);
  if (form === undefined) throw new Error("This form was not checked.");
  return form;
}

/** A button alone may be sent without any body. */
function isEmpty(request: Request): boolean {
  return request.get("content-type") === undefined && (request.get("content-length") ?? "0") === "0";
}

function openParser(request: Request): busboy.Busboy {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: "utf8",
      limits: {
        fieldNameSize: 100,
        fieldSize: fieldBytesMax,
        fields: fieldsMax,
        files: uploadsMax,
        headerPairs: 50,
      },
    });
  } catch {
    throw malformed();
  }
}

/** Reads the whole body, since a browser shows no answer to a form it could not finish sending; up to `bytesMax`. */
function feed(request: Request, parser: busboy.Busboy, bytesMax: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    const stop = (problem: Problem) => {
      request.unpipe(parser);
      request.resume();
      reject(problem);
    };
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes > bytesMax) stop(tooLarge());
    });
    request.on("aborted", () => stop(malformed()));
    parser.on("error", () => stop(malformed()));
    parser.on("close", resolve);
    request.pipe(parser);
  });
}

function malformed(): Problem {
  return new Problem("invalid", {
    en: "This form did not arrive whole. Open the page again and send it once more.",
    de: "Dieses Formular ist nicht ganz angekommen. Öffnen Sie die Seite noch einmal und senden Sie es erneut.",
  });
}

function tooLarge(): Problem {
  return new Problem("too_large", {
    en: "This form is larger than we can take.",
    de: "Dieses Formular ist größer, als wir annehmen können.",
  });
}

function toUpload(filename: string, mimeType: string, bytes: Buffer): Upload {
  const name = filename
    // oxlint-disable-next-line no-control-regex -- names are shown and become headers: no control character may pass
    .replace(/[\u0000-\u001f\u007f]+/gu, " ")
    .trim()
    .slice(-filenameLengthMax);
  const type = mimeType.toLowerCase();
  return {
    filename: name,
    contentType: /^[a-z0-9][a-z0-9.+-]{0,60}\/[a-z0-9][a-z0-9.+-]{0,80}$/u.test(type)
      ? type
      : "application/octet-stream",
    contentId: null,
    isInline: false,
    bytes,
    sha256: contentHash(bytes),
  };
}
