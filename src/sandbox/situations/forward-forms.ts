// How mail programs head a forwarded email, in English: Gmail, Outlook, Apple Mail and Thunderbird. Pure.
import type { OutgoingEmail } from "../../outbox/courier.ts";
import { localTime, twelveHours } from "../local-time.ts";
import type { Correspondent } from "../program.ts";
import { escapeText, rewriteHtml } from "../rewrite-html.ts";

export interface ForwardForm {
  prefix: string;
  /** Whether the program also writes In-Reply-To; References all of them do. */
  namesParent: boolean;
  /** The block that heads the forwarded email in the text part. */
  text: (received: OutgoingEmail, author: Correspondent) => string;
  /** The same in html, with the forwarded email in it. */
  html: (received: OutgoingEmail, author: Correspondent) => string;
}

/**
 * By the beginning of the program's name, so that one form serves a program on all its devices; programs that are not
 * listed forward as Gmail does.
 */
export function forwardForm(program: string): ForwardForm {
  if (program.startsWith("outlook")) return outlook;
  if (program.startsWith("apple") || program.startsWith("ios")) return appleMail;
  if (program.startsWith("thunderbird")) return thunderbird;
  return gmail;
}

const gmail: ForwardForm = {
  prefix: "Fwd:",
  namesParent: true,
  text: (received, author) =>
    block(`---------- Forwarded message ---------`, [
      ["From", mailbox(received.from)],
      ["Date", gmailDate(received, author)],
      ["Subject", received.subject],
      ["To", mailbox(received.to)],
    ]),
  html: (received, author) =>
    '<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">' +
    "---------- Forwarded message ---------<br>" +
    `From: <strong class="gmail_sendername" dir="auto">${escapeText(received.from.name)}</strong> ` +
    `<span dir="auto">&lt;${mailLink(received.from.address)}&gt;</span><br>` +
    `Date: ${escapeText(gmailDate(received, author))}<br>Subject: ${escapeText(received.subject)}<br>` +
    `To: ${escapeText(received.to.name)} &lt;${mailLink(received.to.address)}&gt;<br></div><br><br>` +
    `${bodyOf(received)}</div>`,
};

const outlook: ForwardForm = {
  prefix: "FW:",
  namesParent: true,
  text: (received, author) =>
    block("", [
      ["From", mailbox(received.from)],
      ["Sent", outlookDate(received, author)],
      ["To", mailbox(received.to)],
      ["Subject", received.subject],
    ]).trimStart(),
  html: (received, author) =>
    '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in">' +
    `<p class="MsoNormal"><b>From:</b> ${escapeText(mailbox(received.from))} <br><b>Sent:</b> ${outlookDate(received, author)}<br>` +
    `<b>To:</b> ${escapeText(mailbox(received.to))}<br><b>Subject:</b> ${escapeText(received.subject)}<o:p></o:p></p>` +
    `</div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>${bodyOf(received)}`,
};

const appleMail: ForwardForm = {
  prefix: "Fwd:",
  namesParent: false,
  text: (received, author) =>
    block("Begin forwarded message:\n", [
      ["From", mailbox(received.from)],
      ["Subject", received.subject],
      ["Date", appleDate(received, author)],
      ["To", mailbox(received.to)],
    ]),
  html: (received, author) => {
    const lines = [
      ["From", mailbox(received.from)],
      ["Subject", received.subject],
      ["Date", appleDate(received, author)],
      ["To", mailbox(received.to)],
    ].map(
      ([label = "", value = ""]) =>
        `<div style="margin: 0px;"><b>${label}: </b><span>${escapeText(value)}<br></span></div>`,
    );
    return (
      '<div><br><blockquote type="cite"><div>Begin forwarded message:</div><br class="Apple-interchange-newline">' +
      `${lines.join("")}<br><div>${bodyOf(received)}</div></blockquote></div>`
    );
  },
};

const thunderbird: ForwardForm = {
  prefix: "Fwd:",
  namesParent: false,
  text: (received, author) =>
    block("-------- Forwarded Message --------", [
      ["Subject", received.subject],
      ["Date", appleDate(received, author)],
      ["From", mailbox(received.from)],
      ["To", mailbox(received.to)],
    ]),
  html: (received, author) => {
    const lines = [
      ["Subject", received.subject],
      ["Date", appleDate(received, author)],
      ["From", mailbox(received.from)],
      ["To", mailbox(received.to)],
    ].map(
      ([label = "", value = ""]) =>
        `<tr><th valign="BASELINE" align="RIGHT" nowrap="nowrap">${label}: </th><td>${escapeText(value)}</td></tr>`,
    );
    return (
      '<div class="moz-forward-container"><br><br>-------- Forwarded Message --------' +
      `<table class="moz-email-headers-table" cellspacing="0" cellpadding="0" border="0"><tbody>${lines.join("")}</tbody></table>` +
      `<br><br>${bodyOf(received)}</div>`
    );
  },
};

function block(title: string, lines: [label: string, value: string][]): string {
  return [title, ...lines.map(([label, value]) => `${label}: ${value}`)].join("\n");
}

function gmailDate(received: OutgoingEmail, { timeZone }: Correspondent): string {
  const time = localTime(new Date(received.date), timeZone);
  const day = `${time.weekday.slice(0, 3)}, ${time.month.slice(0, 3)} ${time.day}, ${time.year}`;
  return `${day} at ${twelveHours(time, "\u202f")}`;
}

function outlookDate(received: OutgoingEmail, { timeZone }: Correspondent): string {
  const time = localTime(new Date(received.date), timeZone);
  return `${time.weekday}, ${time.month} ${time.day}, ${time.year} ${twelveHours(time)}`;
}

function appleDate(received: OutgoingEmail, { timeZone }: Correspondent): string {
  const time = localTime(new Date(received.date), timeZone);
  return `${time.day} ${time.month} ${time.year} at ${String(time.hour).padStart(2, "0")}:${time.minute}:${time.second}`;
}

function mailbox({ name, address }: { name: string; address: string }): string {
  return `${name} <${address}>`;
}

function mailLink(address: string): string {
  return `<a href="mailto:${escapeText(address)}">${escapeText(address)}</a>`;
}

function bodyOf(received: OutgoingEmail): string {
  return rewriteHtml(received.html, { attributes: (_tag, { xmlns: _xmlns, id: _id, ...kept }) => kept });
}
