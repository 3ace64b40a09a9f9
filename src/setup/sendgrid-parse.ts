// Whether SendGrid hands the mail of our reply domain to us: its Inbound Parse setting. Asks SendGrid.
import type { KeyObject } from "node:crypto";
import type { Finding } from "../domain/finding.ts";
import { isSamePublicKey } from "./public-key.ts";
import { listIn, textOf, type Sendgrid } from "./sendgrid-api.ts";
import { inboundUrlOf, parseValues } from "./typed-elsewhere.ts";

const check = "sendgrid.parse";
const place = "In SendGrid under Settings, Inbound Parse,";

export interface ParseQuestion {
  replyDomain: string;
  baseUrl: string;
  /** SENDGRID_WEBHOOK_KEY and INBOUND_TOKEN; one of them proves SendGrid's calls. */
  webhookKey: KeyObject | undefined;
  inboundToken: string | undefined;
}

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
    found: "Our key may not read the Inbound Parse settings.",
    todo: `${place} look whether there is an entry with these values.`,
    values: parseValues(question),
  };
}

function missingFinding(question: ParseQuestion, settings: Record<string, unknown>[]): Finding {
  const others = settings.map(({ hostname }) => textOf(hostname)).filter((name) => name !== "");
  const rest = others.length === 0 ? "" : ` There is one for ${others.slice(0, 5).join(", ")}.`;
  return {
    check,
    status: "fault",
    found: `SendGrid has no Inbound Parse setting for ${question.replyDomain}, so the mail that comes there is lost.${rest}`,
    todo: `${place} press “Add Host & URL” and type these values.`,
    values: parseValues(question),
  };
}

/** A password in the other URL is not shown. */
function elsewhereFinding(question: ParseQuestion, url: URL | undefined): Finding {
  const where = url === undefined ? "to no URL" : `to ${url.origin}${url.pathname}`;
  return {
    check,
    status: "fault",
    found: `SendGrid hands the mail of ${question.replyDomain} ${where}, and not to this installation.`,
    todo: `${place} edit the entry of ${question.replyDomain} and type these values.`,
    values: parseValues(question),
  };
}

function formFinding({ replyDomain }: ParseQuestion, setting: Record<string, unknown>): Finding {
  if (setting["send_raw"] === true) {
    return { check, status: "good", found: `SendGrid hands us the mail of ${replyDomain} as it came (raw).` };
  }
  return {
    check,
    status: "warning",
    found: `SendGrid hands us the mail of ${replyDomain} taken apart. That works, but signatures cannot be checked again, and the original is not kept byte by byte.`,
    todo: `${place} edit the entry of ${replyDomain} and tick “POST the raw, full MIME message”.`,
  };
}

async function proofFinding(
  ask: Sendgrid,
  question: ParseQuestion,
  setting: Record<string, unknown>,
  url: URL,
): Promise<Finding> {
  const proof = "sendgrid.parse.proof";
  const { inboundToken, webhookKey } = question;
  if (inboundToken !== undefined && passwordOf(url) === inboundToken) {
    return { check: proof, status: "good", found: "Its calls prove themselves by INBOUND_TOKEN." };
  }
  if (webhookKey === undefined) {
    return {
      check: proof,
      status: "fault",
      found: "The URL in SendGrid does not hold INBOUND_TOKEN as its password, so its calls are turned away.",
      todo: `${place} type this URL, with your INBOUND_TOKEN in place of the word.`,
      values: parseValues(question).filter(({ label }) => label === "Destination URL"),
    };
  }
  const policyId = textOf(setting["security_policy"]);
  if (policyId === "") {
    return {
      check: proof,
      status: "warning",
      found:
        "SENDGRID_WEBHOOK_KEY is set, but SendGrid shows no security policy on this setting. Without one it signs nothing, and its calls are turned away.",
      todo: "Attach the policy that made the key. SendGrid has no page for it; this command does it, with the policy’s id and a key that may change Inbound Parse.",
      values: [{ label: "Command", value: attachCommand(question.replyDomain) }],
    };
  }
  const policies = await ask("/v3/user/webhooks/security/policies");
  if (policies.kind !== "answer") {
    const found =
      "A security policy signs its calls; whether by the key in SENDGRID_WEBHOOK_KEY could not be read.";
    return { check: proof, status: "skipped", found };
  }
  const policy = listIn(policies.body, "policies").find(({ id }) => id === policyId);
  const { public_key: publicKey } = (policy?.["signature"] ?? {}) as { public_key?: unknown };
  if (isSamePublicKey(webhookKey, textOf(publicKey))) {
    return {
      check: proof,
      status: "good",
      found: "Its calls are signed by the key in SENDGRID_WEBHOOK_KEY.",
    };
  }
  return {
    check: proof,
    status: "fault",
    found:
      "The security policy of this setting signs with another key than SENDGRID_WEBHOOK_KEY, so its calls are turned away.",
    todo:
      textOf(publicKey) === ""
        ? "Let the policy sign (“signature”: {“enabled”: true}), and set SENDGRID_WEBHOOK_KEY to the key it then has."
        : "Set SENDGRID_WEBHOOK_KEY to this key and start Inreply again.",
    ...(textOf(publicKey) === ""
      ? {}
      : { values: [{ label: "SENDGRID_WEBHOOK_KEY", value: textOf(publicKey) }] }),
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
