// Writes out-of-office answers as a mail server sends them for somebody who is away. Pure.
import type { OutgoingEmail } from "../outbox/courier.ts";
import { getProgram, lines, threadHeaders, write, type SimulatedEmail, type Typed } from "./simulator.ts";

/** What mail servers put before the subject of an automatic answer, by language. */
export const autoReplyPrefixes = {
  en: "Automatic reply: ",
  de: "Automatische Antwort: ",
  fr: "Réponse automatique : ",
  es: "Respuesta automática: ",
  pt: "Resposta automática: ",
  it: "Risposta automatica: ",
  nl: "Automatisch antwoord: ",
};

/**
 * An out-of-office answer as a mail server sends it: to the From address of what came in, from nobody in the envelope,
 * marked by RFC 3834's header. The words are the person's own.
 */
export function writeAutoReply(
  received: OutgoingEmail,
  { language, ...typed }: Omit<Typed, "program" | "files"> & { language: keyof typeof autoReplyPrefixes },
): Promise<SimulatedEmail> {
  const program = getProgram("outlook-desktop");
  return write(typed, program, {
    to: received.from.address,
    subject: `${autoReplyPrefixes[language]}${received.subject}`,
    ...program.newBody({ ...typed, words: lines(typed.words) }),
    files: [],
    headers: {
      "Auto-Submitted": "auto-replied",
      "X-Auto-Response-Suppress": "All",
      "X-MS-Exchange-Generated-Message-Source": "Mailbox Rules Agent",
      ...threadHeaders(received),
    },
    envelopeFrom: "",
  });
}
