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
    const found =
      "SendGrid refuses the key in SENDGRID_API_KEY (403): it was restricted, or this machine’s IP address is not allowed.";
    const todo = "Look in SendGrid under Settings, API Keys, and under Settings, IP Access Management.";
    return { findings: [{ check, status: "fault", found, todo }], isUsable: false };
  }
  const { scopes } = (answer.body ?? {}) as { scopes?: unknown };
  const known = new Set(Array.isArray(scopes) ? scopes : []);
  return { findings: [...scopeFindings(known), ...clockFindings(answer.date, now())], isUsable: true };
}

function scopeFindings(known: ReadonlySet<unknown>): Finding[] {
  const findings: Finding[] = [];
  if (known.has("mail.send")) {
    findings.push({ check, status: "good", found: "SendGrid knows our key, and it may send mail." });
  } else {
    const found = "SendGrid knows our key, but it may not send mail.";
    const todo = "Edit the key in SendGrid under Settings, API Keys, and give it full access to Mail Send.";
    findings.push({ check, status: "fault", found, todo });
  }
  const missing = readScopes.filter(([scope]) => !known.has(scope)).map(([, words]) => words);
  if (missing.length > 0) {
    findings.push({
      check: "sendgrid.key.read",
      status: "warning",
      found: `Our key may not read everything that is checked here. It lacks: ${missing.join("; ")}.`,
      todo: "Give the key read access to these in SendGrid under Settings, API Keys, or look there yourself. Sending works without it.",
    });
  }
  return findings;
}

/** RFC 9110 section 6.6.1: the moment of the answer, in whole seconds. */
function clockFindings(date: string | undefined, now: Date): Finding[] {
  const theirs = date === undefined ? Number.NaN : Date.parse(date);
  if (Number.isNaN(theirs)) return [];
  const skewMs = now.getTime() - theirs;
  if (Math.abs(skewMs) <= skewMsMax)
    return [{ check: "clock", status: "good", found: "The clock of this machine is right." }];
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  return [
    {
      check: "clock",
      status: "warning",
      found: `The clock of this machine is ${seconds} seconds ${skewMs > 0 ? "fast" : "slow"}, by SendGrid’s.`,
      todo: "Let it be set by the network: timedatectl set-ntp true.",
    },
  ];
}
