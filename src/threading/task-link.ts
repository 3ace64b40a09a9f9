// The path token of the link in an email: it opens one task for one person until a day, or until it is revoked.
import { readToken, writeToken } from "./token.ts";
import type { KeyRing } from "./token.ts";

/** `version` is 0 to 255; `expiresOn` is the last day, in UTC, on which the link opens (days since 1970-01-01). */
export interface TaskLink {
  participantId: number;
  version: number;
  expiresOn: number;
}

const dayMs = 86_400_000;

/** The token, 40 characters that need no escaping in a URL. Throws RangeError when a number does not fit. */
export function taskLinkToken(keys: KeyRing, link: TaskLink): string {
  const { participantId, version, expiresOn } = link;
  return writeToken(keys, "link", { reference: participantId, version, expiresOn });
}

/**
 * What a link's token opens. An expired link still says whose it was, so that the page can offer a new one by email.
 * Whether the version still holds is for the caller to compare with the participant's row.
 */
export function readTaskLinkToken(
  keys: KeyRing,
  token: string,
  now: Date,
): { kind: "valid"; link: TaskLink } | { kind: "expired"; link: TaskLink } | { kind: "unknown" } {
  const content = readToken(keys, "link", token);
  if (content?.expiresOn === undefined) return { kind: "unknown" };
  const { reference, version, expiresOn } = content;
  const link = { participantId: reference, version, expiresOn };
  return { kind: now.getTime() < (expiresOn + 1) * dayMs ? "valid" : "expired", link };
}
