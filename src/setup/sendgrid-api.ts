// Asks SendGrid's v3 API about our account, within a bounded time. Writes nothing, there or here.
import shared from "@sendgrid/client";
import type { InEveryLanguage } from "../domain/locale.ts";

/** `refused`: the key may not read this. `fault`: a whole sentence without secrets. */
export type ApiAnswer =
  | { kind: "answer"; body: unknown; date: string | undefined }
  | { kind: "refused" }
  | { kind: "fault"; found: InEveryLanguage; todo: InEveryLanguage };

export type Sendgrid = (path: string) => Promise<ApiAnswer>;

type ClientRequest = Parameters<typeof shared.request>[0];

/** How long SendGrid may take over one question. */
const timeoutMs = 5_000;

// The package exports its class beside the instance that all importers share; its types know the instance only.
const { Client } = shared as unknown as { Client: new () => typeof shared };

/** Never rejects. Source: Twilio SendGrid, v3 API (twilio/sendgrid-oai). */
export function sendgridApi(apiKey: string): Sendgrid {
  const client = new Client();
  client.setApiKey(apiKey);
  // The package hands all of a request on to axios, which knows a timeout; its types do not.
  client.setDefaultRequest({ timeout: timeoutMs } as unknown as ClientRequest);
  return async (path) => {
    try {
      const [response, body] = await client.request({ method: "GET", url: path });
      return { kind: "answer", body, date: dateOf(response.headers) };
    } catch (fault) {
      return faultAnswer(fault);
    }
  };
}

function dateOf(headers: unknown): string | undefined {
  const { date } = (headers ?? {}) as { date?: unknown };
  return typeof date === "string" ? date : undefined;
}

/** @sendgrid's ResponseError has the status as its `code`; faults of the network have a code that is a word. */
function faultAnswer(fault: unknown): ApiAnswer {
  const code = fault instanceof Error && "code" in fault ? fault.code : undefined;
  if (code === 403) return { kind: "refused" };
  if (code === 401) {
    return {
      kind: "fault",
      found: {
        en: "SendGrid does not know the key in SENDGRID_API_KEY.",
        de: "SendGrid kennt den Schlüssel in SENDGRID_API_KEY nicht.",
      },
      todo: {
        en: "Make a new key in SendGrid under Settings, API Keys, and set SENDGRID_API_KEY to it.",
        de: "Legen Sie in SendGrid unter Settings, API Keys einen neuen Schlüssel an, und tragen Sie ihn in SENDGRID_API_KEY ein.",
      },
    };
  }
  if (code === 429) {
    return {
      kind: "fault",
      found: {
        en: "SendGrid was asked too much by this account just now (429).",
        de: "SendGrid wurde von diesem Konto gerade zu oft gefragt (429).",
      },
      todo: later,
    };
  }
  if (typeof code === "number") {
    const found = {
      en: `SendGrid answered with an error of its own (${code}).`,
      de: `SendGrid hat mit einem eigenen Fehler geantwortet (${code}).`,
    };
    return { kind: "fault", found, todo: later };
  }
  if (code === "ECONNABORTED" || code === "ETIMEDOUT") {
    return {
      kind: "fault",
      found: {
        en: `SendGrid did not answer within ${timeoutMs / 1000} seconds.`,
        de: `SendGrid hat innerhalb von ${timeoutMs / 1000} Sekunden nicht geantwortet.`,
      },
      todo: {
        en: `${later.en} If it stays so, let this machine reach api.sendgrid.com by https.`,
        de: `${later.de} Wenn es so bleibt, muss dieser Rechner api.sendgrid.com über https erreichen können.`,
      },
    };
  }
  const word = typeof code === "string" ? code : undefined;
  return {
    kind: "fault",
    found: {
      en: `SendGrid could not be reached (${word ?? "no reason was given"}).`,
      de: `SendGrid war nicht erreichbar (${word ?? "ein Grund wurde nicht genannt"}).`,
    },
    todo: {
      en: "Let this machine reach api.sendgrid.com by https: look at its DNS, its firewall and its clock.",
      de: "Dieser Rechner muss api.sendgrid.com über https erreichen können: Prüfen Sie DNS, Firewall und Uhr.",
    },
  };
}

const later: InEveryLanguage = {
  en: "Look again in some minutes.",
  de: "Sehen Sie in einigen Minuten wieder nach.",
};

/** What is in a body under this name, if it is a list; the entries are objects of whatever fields. */
export function listIn(body: unknown, name?: string): Record<string, unknown>[] {
  const list = name === undefined ? body : (body as Record<string, unknown> | null)?.[name];
  return Array.isArray(list) ? list.filter((entry) => typeof entry === "object" && entry !== null) : [];
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
