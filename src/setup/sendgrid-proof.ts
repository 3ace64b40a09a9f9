// Whether the calls of SendGrid's Inbound Parse prove that they are SendGrid's, by a password or by a signature. Asks SendGrid.
import type { KeyObject } from "node:crypto";
import type { Finding } from "../domain/finding.ts";
import { isSamePublicKey } from "./public-key.ts";
import { listIn, textOf, type Sendgrid } from "./sendgrid-api.ts";
import { parsePlace, parseValues } from "./typed-elsewhere.ts";

const check = "sendgrid.parse.proof";

export interface ParseQuestion {
  replyDomain: string;
  baseUrl: string;
  /** SENDGRID_WEBHOOK_KEY and INBOUND_TOKEN; one of them proves SendGrid's calls. */
  webhookKey: KeyObject | undefined;
  inboundToken: string | undefined;
}

/** `setting`: the entry of the reply domain, and `url` where it hands mail to. */
export async function proofFinding(
  ask: Sendgrid,
  question: ParseQuestion,
  setting: Record<string, unknown>,
  url: URL,
): Promise<Finding> {
  const { inboundToken, webhookKey } = question;
  if (inboundToken !== undefined && passwordOf(url) === inboundToken) {
    const found = {
      en: "Its calls prove themselves by INBOUND_TOKEN.",
      de: "Seine Aufrufe weisen sich durch INBOUND_TOKEN aus.",
    };
    return { check, status: "good", found };
  }
  if (webhookKey === undefined) {
    return {
      check,
      status: "fault",
      found: {
        en: "The URL in SendGrid does not hold INBOUND_TOKEN as its password, so its calls are turned away.",
        de: "Die URL in SendGrid enthält INBOUND_TOKEN nicht als Passwort, deshalb werden die Aufrufe abgewiesen.",
      },
      todo: {
        en: `${parsePlace.en} type this URL, with your INBOUND_TOKEN in place of the word.`,
        de: `${parsePlace.de} Geben Sie diese URL ein, mit Ihrem INBOUND_TOKEN anstelle des Wortes.`,
      },
      values: parseValues(question).filter(({ label }) => label === "Destination URL"),
    };
  }
  const policyId = textOf(setting["security_policy"]);
  if (policyId === "") {
    return {
      check,
      status: "warning",
      found: {
        en: "SENDGRID_WEBHOOK_KEY is set, but SendGrid shows no security policy on this setting. Without one it signs nothing, and its calls are turned away.",
        de: "SENDGRID_WEBHOOK_KEY ist gesetzt, aber SendGrid zeigt für diese Einstellung keine Sicherheitsrichtlinie. Ohne sie signiert es nichts, und die Aufrufe werden abgewiesen.",
      },
      todo: {
        en: "Attach the policy that made the key. SendGrid has no page for it; this command does it, with the policy’s id and a key that may change Inbound Parse.",
        de: "Hängen Sie die Richtlinie an, zu der der Schlüssel gehört. SendGrid hat keine Seite dafür; dieser Befehl tut es, mit der Kennung der Richtlinie und einem Schlüssel, der Inbound Parse ändern darf.",
      },
      values: [{ label: { en: "Command", de: "Befehl" }, value: attachCommand(question.replyDomain) }],
    };
  }
  const policies = await ask("/v3/user/webhooks/security/policies");
  if (policies.kind !== "answer") {
    const found = {
      en: "A security policy signs its calls; whether by the key in SENDGRID_WEBHOOK_KEY could not be read.",
      de: "Eine Sicherheitsrichtlinie signiert die Aufrufe; ob mit dem Schlüssel in SENDGRID_WEBHOOK_KEY, ließ sich nicht lesen.",
    };
    return { check, status: "skipped", found };
  }
  const policy = listIn(policies.body, "policies").find(({ id }) => id === policyId);
  const { public_key: publicKey } = (policy?.["signature"] ?? {}) as { public_key?: unknown };
  if (isSamePublicKey(webhookKey, textOf(publicKey))) {
    const found = {
      en: "Its calls are signed by the key in SENDGRID_WEBHOOK_KEY.",
      de: "Die Aufrufe sind mit dem Schlüssel in SENDGRID_WEBHOOK_KEY signiert.",
    };
    return { check, status: "good", found };
  }
  return {
    check,
    status: "fault",
    found: {
      en: "The security policy of this setting signs with another key than SENDGRID_WEBHOOK_KEY, so its calls are turned away.",
      de: "Die Sicherheitsrichtlinie dieser Einstellung signiert mit einem anderen Schlüssel als SENDGRID_WEBHOOK_KEY, deshalb werden die Aufrufe abgewiesen.",
    },
    ...keyToSet(textOf(publicKey)),
  };
}

/** `shown`: the key that the policy signs with; empty when it signs with none. */
function keyToSet(shown: string): Pick<Finding, "todo" | "values"> {
  if (shown === "") {
    return {
      todo: {
        en: "Let the policy sign (“signature”: {“enabled”: true}), and set SENDGRID_WEBHOOK_KEY to the key it then has.",
        de: "Lassen Sie die Richtlinie signieren („signature“: {„enabled“: true}), und tragen Sie in SENDGRID_WEBHOOK_KEY den Schlüssel ein, den sie dann hat.",
      },
    };
  }
  return {
    todo: {
      en: "Set SENDGRID_WEBHOOK_KEY to this key and start Inreply again.",
      de: "Tragen Sie diesen Schlüssel in SENDGRID_WEBHOOK_KEY ein, und starten Sie Inreply neu.",
    },
    values: [{ label: "SENDGRID_WEBHOOK_KEY", value: shown }],
  };
}

function passwordOf(url: URL): string {
  try {
    return decodeURIComponent(url.password);
  } catch {
    return url.password;
  }
}

/** Source: Twilio SendGrid, "Securing your Inbound Parse Webhooks". */
function attachCommand(replyDomain: string): string {
  const url = `https://api.sendgrid.com/v3/user/webhooks/parse/settings/${replyDomain}`;
  return `curl -X PATCH ${url} -H "Authorization: Bearer $SENDGRID_API_KEY" -H "Content-Type: application/json" -d '{"security_policy": "POLICY_ID"}'`;
}
