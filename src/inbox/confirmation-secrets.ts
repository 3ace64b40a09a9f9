// Takes the code and the links out of a forwarding confirmation, so that nothing made of it holds them: not its subject, not
// its text, not what staff might put on a task. The Mailboxes page has them from its own row.
import type { ForwardingConfirmation } from "./forwarding-confirmation.ts";
import type { ParsedEmail } from "./parsed-email.ts";

/** The same email as plain words: no html, no files. `text` are its words, however they were written. */
export function withoutConfirmationSecrets(
  email: ParsedEmail,
  confirmation: ForwardingConfirmation,
  text: string,
): ParsedEmail {
  const { html: _, ...rest } = email;
  const subject = withoutSecretsIn(email.subject, confirmation);
  return { ...rest, subject, text: withoutSecretsIn(text, confirmation), attachments: [] };
}

/** Every link goes whole, and every number that is as long as a code: the next wording may call it something else. */
function withoutSecretsIn(words: string, { code }: ForwardingConfirmation): string {
  const plain = words
    .replaceAll(/https?:\/\/[^\s<>"']{1,2000}/giu, "(link on the Mailboxes page)")
    .replaceAll(/\d{4,}/gu, "…");
  return code === undefined ? plain : plain.replaceAll(code, "…");
}
