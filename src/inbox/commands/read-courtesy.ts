// Whether a reply only thanks, praises, wishes well or says that it was read. Pure.
import { approvalPhrases } from "./approval-phrases.ts";
import { commandBook, readCourtesies } from "./courteous-pieces.ts";
import { readTokens } from "./plain-tokens.ts";

/** They say that an email was read, and that its author looks forward to what it tells of. */
const noticed: readonly string[] = [
  "got it / noted / understood / received / see you (then|there|soon|) / looking forward (to it|to that|to meeting you|to seeing you|)",
  "(alles |) klar / verstanden / notiert / (ich freue mich|wir freuen uns|freue mich|freuen uns) (darauf|drauf|schon|)",
  "entendu / compris / (bien |) reçu / c'est noté / bien noté / entendido / recibido / anotado",
];

const book = commandBook({ noticed, opener: approvalPhrases.opener });

/** Of a reply's kept text in four languages. "Yes" alone is an answer to something, and no courtesy. */
export function isCourtesyOnly(kept: string): boolean {
  const tokens = readTokens(kept)?.tokens;
  const kinds = tokens && readCourtesies(tokens, book);
  return kinds !== undefined && kinds.some((kind) => kind !== "opener");
}
