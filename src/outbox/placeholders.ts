// Secrets do not stand in rows: composing leaves places for them, which delivery fills, always alike.
import { randomBytes } from "node:crypto";

/**
 * A random word that begins every place in one email, so that no text a person wrote can be taken for one. It needs no
 * escaping in html or URLs.
 */
export function newPlaceholder(): string {
  return `place-${randomBytes(9).toString("hex")}`;
}

export function taskLinkPlace(placeholder: string): string {
  return `${placeholder}-task-link`;
}

export function signInLinkPlace(placeholder: string): string {
  return `${placeholder}-sign-in-link`;
}

/** In the To of a probe mail, whose own address is a secret as a reply address is. */
export function probeAddressPlace(placeholder: string): string {
  return `${placeholder}-probe-address`;
}

/** In the headers and at the foot: stops emails of this kind. */
export function unsubscribePlace(placeholder: string): string {
  return `${placeholder}-unsubscribe-link`;
}

/** In an email about several tasks: the link to one of them, by its reader's place on it. */
export function oneTaskLinkPlace(placeholder: string, participantId: number): string {
  return `${placeholder}-task-${participantId}-link`;
}

/** The address at which its reader answers on that task. */
export function oneTaskReplyPlace(placeholder: string, participantId: number): string {
  return `${placeholder}-task-${participantId}-reply`;
}

/** The participants whose places a text holds. */
export function participantsIn(placeholder: string, text: string): number[] {
  const found = text.matchAll(/(place-[0-9a-f]{18})-task-(\d{1,10})-link/gu);
  const ids = [...found].filter(([, start]) => start === placeholder).map(([, , id]) => Number(id));
  return [...new Set(ids)];
}
