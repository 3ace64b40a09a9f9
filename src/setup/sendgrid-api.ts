// Asks SendGrid's v3 API about our account, within a bounded time. Writes nothing, there or here.
import shared from "@sendgrid/client";

/** `refused`: the key may not read this. `fault`: a whole sentence without secrets. */
export type ApiAnswer =
  | { kind: "answer"; body: unknown; date: string | undefined }
  | { kind: "refused" }
  | { kind: "fault"; found: string; todo: string };

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
  const later = "Look again in some minutes.";
  if (code === 403) return { kind: "refused" };
  if (code === 401) {
    return {
      kind: "fault",
      found: "SendGrid does not know the key in SENDGRID_API_KEY.",
      todo: "Make a new key in SendGrid under Settings, API Keys, and set SENDGRID_API_KEY to it.",
    };
  }
  if (code === 429) {
    return {
      kind: "fault",
      found: "SendGrid was asked too much by this account just now (429).",
      todo: later,
    };
  }
  if (typeof code === "number") {
    return { kind: "fault", found: `SendGrid answered with an error of its own (${code}).`, todo: later };
  }
  if (code === "ECONNABORTED" || code === "ETIMEDOUT") {
    const found = `SendGrid did not answer within ${timeoutMs / 1000} seconds.`;
    return {
      kind: "fault",
      found,
      todo: `${later} If it stays so, let this machine reach api.sendgrid.com by https.`,
    };
  }
  const word = typeof code === "string" ? code : "no reason was given";
  return {
    kind: "fault",
    found: `SendGrid could not be reached (${word}).`,
    todo: "Let this machine reach api.sendgrid.com by https: look at its DNS, its firewall and its clock.",
  };
}

/** What is in a body under this name, if it is a list; the entries are objects of whatever fields. */
export function listIn(body: unknown, name?: string): Record<string, unknown>[] {
  const list = name === undefined ? body : (body as Record<string, unknown> | null)?.[name];
  return Array.isArray(list) ? list.filter((entry) => typeof entry === "object" && entry !== null) : [];
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
