// The text parts of an email for nodemailer, in the charset and form that the mail program chooses. Pure.
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
    content: encode(words),
    ...(transfer === undefined ? {} : { contentTransferEncoding: transfer }),
  });
  const text = part("text/plain", body.text, flowed);
  return body.html === "" ? [text] : [text, part("text/html", body.html)];
}

/** The transfer encoding is left to the courier: 7bit where it can be. */
const utf8: Pick<Encoding, "charset" | "encode"> & { transfer?: never } = {
  charset: "utf-8",
  encode: (words) => Buffer.from(words),
};
