// Whether mail to the reply domain finds its way to us: the MX record. Asks DNS.
import type { Finding } from "../domain/finding.ts";
import type { InEveryLanguage } from "../domain/locale.ts";
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
      return [unanswered(check, mxOf(replyDomain), answer.why)];
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

function mxOf(replyDomain: string): InEveryLanguage {
  return {
    en: `The mail server (MX record) of ${replyDomain}`,
    de: `Der Mailserver (MX-Eintrag) von ${replyDomain}`,
  };
}

function aliasFinding(replyDomain: string, target: string, courier: "sendgrid" | "smtp"): Finding {
  return {
    check,
    status: "fault",
    found: {
      en: `${replyDomain} is an alias (CNAME) of ${target}. A name with a CNAME can have no other record, so it has no MX record of its own.`,
      de: `${replyDomain} ist ein Alias (CNAME) von ${target}. Ein Name mit CNAME kann keinen anderen Eintrag haben, also hat er keinen eigenen MX-Eintrag.`,
    },
    todo: {
      en: `Remove the CNAME record of ${replyDomain} and add an MX record in its place, or choose another REPLY_DOMAIN.`,
      de: `Entfernen Sie den CNAME-Eintrag von ${replyDomain} und legen Sie dafür einen MX-Eintrag an, oder wählen Sie eine andere REPLY_DOMAIN.`,
    },
    ...(courier === "sendgrid" ? { values: sendgridRecord(replyDomain) } : {}),
  };
}

async function missingFinding(dns: Dns, replyDomain: string, courier: "sendgrid" | "smtp"): Promise<Finding> {
  const found = {
    en: `${replyDomain} has no MX record, which says who takes mail for it.`,
    de: `${replyDomain} hat keinen MX-Eintrag, der sagt, wer E-Mails dafür annimmt.`,
  };
  if (courier === "sendgrid") {
    return {
      check,
      status: "fault",
      found,
      todo: {
        en: "Add this record at your DNS provider.",
        de: "Legen Sie diesen Eintrag bei Ihrem DNS-Anbieter an.",
      },
      values: sendgridRecord(replyDomain),
    };
  }
  const todo = {
    en: `Add an MX record for ${replyDomain} at your DNS provider that names your mail server.`,
    de: `Legen Sie bei Ihrem DNS-Anbieter einen MX-Eintrag für ${replyDomain} an, der Ihren Mailserver nennt.`,
  };
  // RFC 5321 section 5.1: without an MX record the host of that name itself is tried.
  const host = await dns.address(replyDomain);
  if (host.kind === "found") {
    return {
      check,
      status: "warning",
      found: {
        en: `${found.en} Mail is tried at the machine of that name itself (${host.records[0]}).`,
        de: `${found.de} Zugestellt wird dann versuchsweise an den Rechner dieses Namens selbst (${host.records[0]}).`,
      },
      todo: {
        en: `${todo.en} Some senders do not try without one.`,
        de: `${todo.de} Manche Absender versuchen es ohne ihn nicht.`,
      },
    };
  }
  const server = { en: "the host name of your mail server", de: "der Hostname Ihres Mailservers" };
  const values = recordValues(replyDomain, "MX", server, sendgridPriority);
  const lost = {
    en: `${found.en} Mail to it is lost.`,
    de: `${found.de} E-Mails dorthin gehen verloren.`,
  };
  return { check, status: "fault", found: lost, todo, values };
}

function nullFinding(replyDomain: string, courier: "sendgrid" | "smtp"): Finding {
  return {
    check,
    status: "fault",
    found: {
      en: `The MX record of ${replyDomain} says that it takes no mail at all (a null MX).`,
      de: `Der MX-Eintrag von ${replyDomain} sagt, dass dort gar keine E-Mails angenommen werden (ein leerer MX).`,
    },
    todo: {
      en: "Replace it by one that names the host which takes your mail.",
      de: "Ersetzen Sie ihn durch einen, der den Rechner nennt, der Ihre E-Mails annimmt.",
    },
    ...(courier === "sendgrid" ? { values: sendgridRecord(replyDomain) } : {}),
  };
}

function sendgridFinding(replyDomain: string, hosts: string[]): Finding {
  const others = hosts.filter((host) => !isSendgrid(host));
  if (others.length === 0) {
    const found = {
      en: `Mail to ${replyDomain} goes to SendGrid (${hosts[0]}).`,
      de: `E-Mails an ${replyDomain} gehen an SendGrid (${hosts[0]}).`,
    };
    return { check, status: "good", found };
  }
  const names = others.join(", ");
  if (others.length === hosts.length) {
    return {
      check,
      status: "fault",
      found: {
        en: `Mail to ${replyDomain} goes to ${names} and not to SendGrid.`,
        de: `E-Mails an ${replyDomain} gehen an ${names} und nicht an SendGrid.`,
      },
      todo: {
        en: `Replace the MX record of ${replyDomain} by this one. If people have mailboxes there, choose another REPLY_DOMAIN, such as reply.${replyDomain}.`,
        de: `Ersetzen Sie den MX-Eintrag von ${replyDomain} durch diesen. Wenn dort Postfächer von Personen liegen, wählen Sie eine andere REPLY_DOMAIN, etwa reply.${replyDomain}.`,
      },
      values: sendgridRecord(replyDomain),
    };
  }
  return {
    check,
    status: "fault",
    found: {
      en: `Mail to ${replyDomain} goes to SendGrid, but also to ${names}, where Inreply never sees it.`,
      de: `E-Mails an ${replyDomain} gehen an SendGrid, aber auch an ${names}, wo Inreply sie nie zu sehen bekommt.`,
    },
    todo: {
      en: `Remove the MX records of ${replyDomain} that name ${names}.`,
      de: `Entfernen Sie die MX-Einträge von ${replyDomain}, die ${names} nennen.`,
    },
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
    found: {
      en: `Mail to ${replyDomain} goes to ${hosts.join(", ")}. That machine must hand it to Inreply; the round trip of a probe proves it.`,
      de: `E-Mails an ${replyDomain} gehen an ${hosts.join(", ")}. Dieser Rechner muss sie an Inreply weitergeben; eine Testmail, die zurückkommt, beweist es.`,
    },
  };
}
