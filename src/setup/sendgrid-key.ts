// Whether SendGrid knows our key and what it may do; and whether our clock agrees with SendGrid's. Asks SendGrid.
import type { Finding } from "../domain/finding.ts";
import type { Sendgrid } from "./sendgrid-api.ts";

const check = "sendgrid.key";
/** Leases of workers on several machines, links that expire and signatures all go by the clock. */
const skewMsMax = 60_000;

/** Scopes that only these checks need, and where SendGrid's form for keys has them. */
const readScopes: readonly [scope: string, words: string][] = [
  ["user.webhooks.parse.settings.read", "Inbound Parse"],
  ["user.webhooks.event.settings.read", "Mail Settings, Event Notification"],
  ["whitelabel.read", "Sender Authentication"],
];

/** `isUsable`: whether there is any use in asking SendGrid more. */
export async function checkSendgridKey(
  ask: Sendgrid,
  now: () => Date,
): Promise<{ findings: Finding[]; isUsable: boolean }> {
  const answer = await ask("/v3/scopes");
  if (answer.kind === "fault") {
    const { found, todo } = answer;
    return { findings: [{ check, status: "fault", found, todo }], isUsable: false };
  }
  if (answer.kind === "refused") {
    const found = {
      en: "SendGrid refuses the key in SENDGRID_API_KEY (403): it was restricted, or this machine’s IP address is not allowed.",
      de: "SendGrid lehnt den Schlüssel in SENDGRID_API_KEY ab (403): Er wurde eingeschränkt, oder die IP-Adresse dieses Rechners ist nicht zugelassen.",
    };
    const todo = {
      en: "Look in SendGrid under Settings, API Keys, and under Settings, IP Access Management.",
      de: "Sehen Sie in SendGrid unter Settings, API Keys und unter Settings, IP Access Management nach.",
    };
    return { findings: [{ check, status: "fault", found, todo }], isUsable: false };
  }
  const { scopes } = (answer.body ?? {}) as { scopes?: unknown };
  const known = new Set(Array.isArray(scopes) ? scopes : []);
  return { findings: [...scopeFindings(known), ...clockFindings(answer.date, now())], isUsable: true };
}

function scopeFindings(known: ReadonlySet<unknown>): Finding[] {
  const findings: Finding[] = [];
  if (known.has("mail.send")) {
    const found = {
      en: "SendGrid knows our key, and it may send mail.",
      de: "SendGrid kennt unseren Schlüssel, und er darf E-Mails verschicken.",
    };
    findings.push({ check, status: "good", found });
  } else {
    const found = {
      en: "SendGrid knows our key, but it may not send mail.",
      de: "SendGrid kennt unseren Schlüssel, aber er darf keine E-Mails verschicken.",
    };
    const todo = {
      en: "Edit the key in SendGrid under Settings, API Keys, and give it full access to Mail Send.",
      de: "Bearbeiten Sie den Schlüssel in SendGrid unter Settings, API Keys, und geben Sie ihm vollen Zugriff auf Mail Send.",
    };
    findings.push({ check, status: "fault", found, todo });
  }
  const missing = readScopes.filter(([scope]) => !known.has(scope)).map(([, words]) => words);
  if (missing.length > 0) {
    findings.push({
      check: "sendgrid.key.read",
      status: "warning",
      found: {
        en: `Our key may not read everything that is checked here. It lacks: ${missing.join("; ")}.`,
        de: `Unser Schlüssel darf nicht alles lesen, was hier geprüft wird. Ihm fehlt: ${missing.join("; ")}.`,
      },
      todo: {
        en: "Give the key read access to these in SendGrid under Settings, API Keys, or look there yourself. Sending works without it.",
        de: "Geben Sie dem Schlüssel in SendGrid unter Settings, API Keys Lesezugriff darauf, oder sehen Sie dort selbst nach. Verschicken geht auch ohne.",
      },
    });
  }
  return findings;
}

/** RFC 9110 section 6.6.1: the moment of the answer, in whole seconds. */
function clockFindings(date: string | undefined, now: Date): Finding[] {
  const theirs = date === undefined ? Number.NaN : Date.parse(date);
  if (Number.isNaN(theirs)) return [];
  const skewMs = now.getTime() - theirs;
  if (Math.abs(skewMs) <= skewMsMax) {
    const found = {
      en: "The clock of this machine is right.",
      de: "Die Uhr dieses Rechners geht richtig.",
    };
    return [{ check: "clock", status: "good", found }];
  }
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  return [
    {
      check: "clock",
      status: "warning",
      found: {
        en: `The clock of this machine is ${seconds} seconds ${skewMs > 0 ? "fast" : "slow"}, by SendGrid’s.`,
        de: `Die Uhr dieses Rechners geht, nach der von SendGrid, ${seconds} Sekunden ${skewMs > 0 ? "vor" : "nach"}.`,
      },
      todo: {
        en: "Let it be set by the network: timedatectl set-ntp true.",
        de: "Lassen Sie sie über das Netz stellen: timedatectl set-ntp true.",
      },
    },
  ];
}
