// The parts of an email for nodemailer, in the charset, form and boundaries that the mail program chooses. Pure.
import type MimeNode from "nodemailer/lib/mime-node";
import type { Body, Encoding, Program } from "./program.ts";

/** One text part with its label. */
export interface BodyPart {
  contentType: string;
  content: Buffer;
  contentTransferEncoding?: Encoding["transfer"];
}

/** The text, and after it the html where the program writes one (RFC 2046 section 5.1.4: the best form last). */
export function bodyParts(program: Pick<Program, "isFlowed" | "encoding">, body: Body): BodyPart[] {
  const { charset, encode, transfer } = program.encoding?.(body) ?? utf8;
  const flowed = program.isFlowed === true ? "; format=flowed" : "";
  const part = (type: string, words: string, more = ""): BodyPart => ({
    contentType: `${type}; charset=${charset}${more}`,
    content: encode(words.replaceAll("\n", "\r\n")),
    ...(transfer === undefined ? {} : { contentTransferEncoding: transfer }),
  });
  const text = part("text/plain", body.text, flowed);
  return body.html === "" ? [text] : [text, part("text/html", body.html)];
}

/** Gives each multipart its boundary, from the outside in; nodemailer would draw them anew each time. */
export function setBoundaries(email: MimeNode, boundary: (part: number) => string): void {
  const isMultipart = ({ childNodes }: MimeNode) => childNodes.length > 0;
  let level = [email].filter(isMultipart);
  for (let part = 1; level.length > 0; level = level.flatMap((node) => node.childNodes.filter(isMultipart))) {
    for (const node of level) node.boundary = boundary(part++);
  }
}

/** The transfer encoding is left to the courier: 7bit where it can be. */
const utf8: Pick<Encoding, "charset" | "encode"> & { transfer?: never } = {
  charset: "utf-8",
  encode: (words) => Buffer.from(words),
};
