// Whether mail to the reply domain finds its way to us: the MX record. Asks DNS.
import type { Finding } from "../domain/finding.ts";
import { recordValues, unanswered, type Dns } from "./dns-answer.ts";

const check = "dns.mx";
/** Source: Twilio SendGrid, "Setting Up The Inbound Parse Webhook". */
const sendgridHost = "mx.sendgrid.net";
const sendgridPriority = 10;

/** SendGrid takes mail only where it is the one host; with a mail server of our own any host may be right. */
export async function checkMx(
  dns: Dns,
  replyDomain: string,
  courier: "sendgrid" | "smtp",
): Promise<Finding[]> {
  const [alias, answer] = await Promise.all([dns.cname(replyDomain), dns.mx(replyDomain)]);
  if (alias.kind === "found") return [aliasFinding(replyDomain, alias.records[0] ?? "", courier)];
  switch (answer.kind) {
    case "fault":
      return [unanswered(check, `The mail server (MX record) of ${replyDomain}`, answer.why)];
    case "none":
      return [await missingFinding(dns, replyDomain, courier)];
    case "found": {
      const hosts = answer.records.map(({ exchange }) => exchange);
      // RFC 7505: a single dot says that the domain takes no mail.
      if (hosts.every((host) => host === "")) return [nullFinding(replyDomain, courier)];
      return [courier === "sendgrid" ? sendgridFinding(replyDomain, hosts) : ownFinding(replyDomain, hosts)];
    }
  }
}

function aliasFinding(replyDomain: string, target: string, courier: "sendgrid" | "smtp"): Finding {
  return {
    check,
    status: "fault",
    found: `${replyDomain} is an alias (CNAME) of ${target}. A name with a CNAME can have no other record, so it has no MX record of its own.`,
    todo: `Remove the CNAME record of ${replyDomain} and add an MX record in its place, or choose another REPLY_DOMAIN.`,
    ...(courier === "sendgrid" ? { values: sendgridRecord(replyDomain) } : {}),
  };
}

async function missingFinding(dns: Dns, replyDomain: string, courier: "sendgrid" | "smtp"): Promise<Finding> {
  const found = `${replyDomain} has no MX record, which says who takes mail for it.`;
  if (courier === "sendgrid") {
    return {
      check,
      status: "fault",
      found,
      todo: "Add this record at your DNS provider.",
      values: sendgridRecord(replyDomain),
    };
  }
  const todo = `Add an MX record for ${replyDomain} at your DNS provider that names your mail server.`;
  // RFC 5321 section 5.1: without an MX record the host of that name itself is tried.
  const host = await dns.address(replyDomain);
  if (host.kind === "found") {
    return {
      check,
      status: "warning",
      found: `${found} Mail is tried at the machine of that name itself (${host.records[0]}).`,
      todo: `${todo} Some senders do not try without one.`,
    };
  }
  const values = recordValues(replyDomain, "MX", "the host name of your mail server", sendgridPriority);
  return { check, status: "fault", found: `${found} Mail to it is lost.`, todo, values };
}

function nullFinding(replyDomain: string, courier: "sendgrid" | "smtp"): Finding {
  return {
    check,
    status: "fault",
    found: `The MX record of ${replyDomain} says that it takes no mail at all (a null MX).`,
    todo: "Replace it by one that names the host which takes your mail.",
    ...(courier === "sendgrid" ? { values: sendgridRecord(replyDomain) } : {}),
  };
}

function sendgridFinding(replyDomain: string, hosts: string[]): Finding {
  const others = hosts.filter((host) => !isSendgrid(host));
  if (others.length === 0)
    return { check, status: "good", found: `Mail to ${replyDomain} goes to SendGrid (${hosts[0]}).` };
  if (others.length === hosts.length) {
    return {
      check,
      status: "fault",
      found: `Mail to ${replyDomain} goes to ${others.join(", ")} and not to SendGrid.`,
      todo: `Replace the MX record of ${replyDomain} by this one. If people have mailboxes there, choose another REPLY_DOMAIN, such as reply.${replyDomain}.`,
      values: sendgridRecord(replyDomain),
    };
  }
  return {
    check,
    status: "fault",
    found: `Mail to ${replyDomain} goes to SendGrid, but also to ${others.join(", ")}, where Inreply never sees it.`,
    todo: `Remove the MX records of ${replyDomain} that name ${others.join(", ")}.`,
  };
}

function isSendgrid(host: string): boolean {
  return host === sendgridHost || /^mx\.[a-z]+\.sendgrid\.net$/u.test(host);
}

function sendgridRecord(replyDomain: string) {
  return recordValues(replyDomain, "MX", sendgridHost, sendgridPriority);
}

function ownFinding(replyDomain: string, hosts: string[]): Finding {
  return {
    check,
    status: "good",
    found: `Mail to ${replyDomain} goes to ${hosts.join(", ")}. That machine must hand it to Inreply; the round trip of a probe proves it.`,
  };
}
