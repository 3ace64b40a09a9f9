// Whether SendGrid hands the mail of our reply domain to us: its Inbound Parse setting. Asks SendGrid.
import type { Finding } from "../domain/finding.ts";
import { listIn, textOf, type Sendgrid } from "./sendgrid-api.ts";
import { proofFinding, type ParseQuestion } from "./sendgrid-proof.ts";
import { inboundUrlOf, parsePlace, parseValues } from "./typed-elsewhere.ts";

const check = "sendgrid.parse";

/** The setting of the reply domain: its URL, its form, and how it proves that its calls are SendGrid's. */
export async function checkParse(ask: Sendgrid, question: ParseQuestion): Promise<Finding[]> {
  const answer = await ask("/v3/user/webhooks/parse/settings");
  if (answer.kind === "fault") return [{ check, status: "warning", found: answer.found, todo: answer.todo }];
  if (answer.kind === "refused") return [refusedFinding(question)];
  const settings = listIn(answer.body, "result");
  const setting = settings.find(({ hostname }) => textOf(hostname).toLowerCase() === question.replyDomain);
  if (setting === undefined) return [missingFinding(question, settings)];
  const url = urlOf(textOf(setting["url"]));
  if (url === undefined || `${url.origin}${url.pathname}` !== inboundUrlOf(question.baseUrl)) {
    return [elsewhereFinding(question, url)];
  }
  return [formFinding(question, setting), await proofFinding(ask, question, setting, url)];
}

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function refusedFinding(question: ParseQuestion): Finding {
  return {
    check,
    status: "skipped",
    found: {
      en: "Our key may not read the Inbound Parse settings.",
      de: "Unser Schlüssel darf die Einstellungen von Inbound Parse nicht lesen.",
    },
    todo: {
      en: `${parsePlace.en} look whether there is an entry with these values.`,
      de: `${parsePlace.de} Sehen Sie nach, ob es einen Eintrag mit diesen Werten gibt.`,
    },
    values: parseValues(question),
  };
}

function missingFinding(question: ParseQuestion, settings: Record<string, unknown>[]): Finding {
  const others = settings.map(({ hostname }) => textOf(hostname)).filter((name) => name !== "");
  const named = others.slice(0, 5).join(", ");
  const rest =
    others.length === 0
      ? { en: "", de: "" }
      : { en: ` There is one for ${named}.`, de: ` Es gibt eine für ${named}.` };
  return {
    check,
    status: "fault",
    found: {
      en: `SendGrid has no Inbound Parse setting for ${question.replyDomain}, so the mail that comes there is lost.${rest.en}`,
      de: `SendGrid hat für ${question.replyDomain} keine Einstellung in Inbound Parse, deshalb gehen E-Mails dorthin verloren.${rest.de}`,
    },
    todo: {
      en: `${parsePlace.en} press “Add Host & URL” and type these values.`,
      de: `${parsePlace.de} Drücken Sie „Add Host & URL“, und geben Sie diese Werte ein.`,
    },
    values: parseValues(question),
  };
}

/** A password in the other URL is not shown. */
function elsewhereFinding(question: ParseQuestion, url: URL | undefined): Finding {
  const where = url === undefined ? undefined : `${url.origin}${url.pathname}`;
  return {
    check,
    status: "fault",
    found: {
      en: `SendGrid hands the mail of ${question.replyDomain} to ${where ?? "no URL"}, and not to this installation.`,
      de: `SendGrid gibt die E-Mails von ${question.replyDomain} an ${where ?? "keine URL"} weiter und nicht an diese Installation.`,
    },
    todo: {
      en: `${parsePlace.en} edit the entry of ${question.replyDomain} and type these values.`,
      de: `${parsePlace.de} Bearbeiten Sie den Eintrag von ${question.replyDomain}, und geben Sie diese Werte ein.`,
    },
    values: parseValues(question),
  };
}

function formFinding({ replyDomain }: ParseQuestion, setting: Record<string, unknown>): Finding {
  if (setting["send_raw"] === true) {
    const found = {
      en: `SendGrid hands us the mail of ${replyDomain} as it came (raw).`,
      de: `SendGrid gibt uns die E-Mails von ${replyDomain} so, wie sie gekommen sind (raw).`,
    };
    return { check, status: "good", found };
  }
  return {
    check,
    status: "warning",
    found: {
      en: `SendGrid hands us the mail of ${replyDomain} taken apart. That works, but signatures cannot be checked again, and the original is not kept byte by byte.`,
      de: `SendGrid gibt uns die E-Mails von ${replyDomain} zerlegt. Das funktioniert, aber Signaturen lassen sich nicht noch einmal prüfen, und das Original bleibt nicht Byte für Byte erhalten.`,
    },
    todo: {
      en: `${parsePlace.en} edit the entry of ${replyDomain} and tick “POST the raw, full MIME message”.`,
      de: `${parsePlace.de} Bearbeiten Sie den Eintrag von ${replyDomain}, und kreuzen Sie „POST the raw, full MIME message“ an.`,
    },
  };
}
