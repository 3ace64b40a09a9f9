// Which bodies of a parsed email extraction reads. Pure.
import type { ReplyInput } from "../reply/extract.ts";
import type { ParsedEmail } from "./parsed-email.ts";

/** Text and html, as far as each is there; the text only where it holds everything they wrote. */
export function replyBodies(
  email: Pick<ParsedEmail, "text" | "html" | "isTextPartial">,
): Pick<ReplyInput, "text" | "html"> {
  // When the text lacks an html part, only the html holds everything.
  return { ...(email.isTextPartial === true ? {} : { text: email.text }), html: email.html };
}
