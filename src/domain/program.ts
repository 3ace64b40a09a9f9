// Other programs that work with an installation: what a token lets one do, what it can be told, and at which URLs. Pure.
import { Problem } from "./problem.ts";

/** What a token may be made for; one that lacks a scope is refused with 403. */
export const scopes = [
  "clients:read",
  "tasks:read",
  "messages:read",
  "notes:read",
  "messages:write",
  "requests:write",
] as const;

export type Scope = (typeof scopes)[number];

/** What an endpoint can be told of. */
export const webhookTypes = [
  "task.opened",
  "task.stage_changed",
  "message.posted",
  "session.booked",
  "session.moved",
  "session.cancelled",
] as const;

export type WebhookType = (typeof webhookTypes)[number];

/** What staff send by hand, to see that an endpoint takes and proves it. */
export const testType = "test";

/** Characters of what staff call a token. */
export const programNameLengthMax = 100;
/** Tokens of one installation that hold: its page lists all of them. */
export const apiTokensMax = 100;
/** Endpoints of one installation: its page lists all of them, and each event is a row for each. */
export const webhookEndpointsMax = 50;
const urlLengthMax = 2_000;

/** A name somebody typed, on one line. Throws `invalid` for none and for one that is too long. */
export function requireProgramName(typed: string): string {
  const name = typed.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  if (name === "")
    throw new Problem("invalid", {
      en: "Say which program it is for.",
      de: "Sagen Sie, für welches Programm es ist.",
    });
  if (name.length > programNameLengthMax)
    throw new Problem("invalid", {
      en: `A name can have ${programNameLengthMax} characters at most.`,
      de: `Ein Name kann höchstens ${programNameLengthMax} Zeichen haben.`,
    });
  return name;
}

/** The scopes that were chosen, in our order. Throws `invalid` for none and for one that there is not. */
export function requireScopes(chosen: readonly string[]): Scope[] {
  return requireSome(scopes, chosen, {
    en: "Choose what the program may do.",
    de: "Wählen Sie, was das Programm darf.",
  });
}

/** The types that were chosen, in our order. Throws `invalid` for none and for one that there is not. */
export function requireWebhookTypes(chosen: readonly string[]): WebhookType[] {
  return requireSome(webhookTypes, chosen, {
    en: "Choose what the program is to hear of.",
    de: "Wählen Sie, was das Programm erfahren soll.",
  });
}

function requireSome<Name extends string>(
  known: readonly Name[],
  chosen: readonly string[],
  words: Problem["words"],
): Name[] {
  const found = known.filter((name) => chosen.includes(name));
  if (found.length === 0 || chosen.some((name) => !known.some((each) => each === name)))
    throw new Problem("invalid", words);
  return found;
}

/**
 * The URL of an endpoint that somebody typed, as it is kept. https only; the sandbox takes http as well, on this machine
 * alone. Where its host leads is looked at anew at each connection. Throws `invalid`.
 */
export function requireWebhookUrl(typed: string, { isSandbox }: { isSandbox: boolean }): string {
  const text = typed.trim();
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isTaken =
    url !== undefined &&
    (url.protocol === "https:" || (isSandbox && isLoopbackHttp(url))) &&
    url.username === "" &&
    url.password === "" &&
    url.href.length <= urlLengthMax;
  if (!isTaken)
    throw new Problem("invalid", {
      en: "This must be a web address that begins with https:// and holds no password.",
      de: "Das muss eine Webadresse sein, die mit https:// beginnt und kein Passwort enthält.",
    });
  url.hash = "";
  return url.href;
}

/** Whether it is http on this very machine, by its written address. */
export function isLoopbackHttp({ protocol, hostname }: URL): boolean {
  return (
    protocol === "http:" && (hostname === "127.0.0.1" || hostname === "[::1]" || hostname === "localhost")
  );
}
