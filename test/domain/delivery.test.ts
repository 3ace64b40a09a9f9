// Which words and codes of mail servers condemn an address. Each row is what a kind of server says, in the form that its
// maker documents.
import { describe, expect, it } from "vitest";
import { isAddressAtFault } from "../../src/domain/delivery.ts";
import { cpuMsOf } from "../support/cpu-time.ts";

type Row = [about: string, words: string, status?: string];

const condemned: Row[] = [
  // RFC 3463 section 3.2 and 3.3, and the IANA registry.
  ["no such mailbox (5.1.1)", "smtp; 550 5.1.1 <ann@x.example>: Recipient address rejected", "5.1.1"],
  ["no such domain (5.1.2)", "550 5.1.2 Bad destination host 'DNS Hard Error looking up x.example'"],
  ["a broken address (5.1.3)", "501 5.1.3 Bad recipient address syntax"],
  ["moved (5.1.6)", "550 5.1.6 Recipient no longer on server"],
  ["a domain that takes no mail (RFC 7505)", "556 5.1.10 Recipient address has null MX"],
  [
    "Exchange Online",
    "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
  ],
  [
    "a closed mailbox (5.2.1)",
    "550-5.2.1 The email account that you tried to reach is inactive. 550 5.2.1 Help",
  ],
  ["a disabled account (5.7.13)", "smtp; 525 5.7.13 User Account Disabled"],
  [
    "Microsoft's DNS check",
    "550 5.4.310 DNS domain x.example does not exist [Message=InfoDomainNonexistent]",
  ],
  [
    "Microsoft's edge blocking",
    "550 5.4.1 Recipient address rejected: Access denied. [AM5EUR02FT031.eop-EUR02.prod.protection.outlook.com]",
    "5.4.1",
  ],
  // Vague codes, and none at all: the words.
  ["Postfix, unknown host", "Host or domain name not found. Name service error for name=x.example", "5.4.4"],
  ["Outlook.com", "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).", "5.5.0"],
  ["a bare 550", "550 No such user here"],
  ["a bare 550 with the address", "smtp;550 <ann@x.example>: Recipient unknown"],
  ["a bare 554", "554 delivery error: dd This user doesn't have a x.example account (ann@x.example) [0]"],
  ["RFC 5321's 553", "553 sorry, that address does not exist"],
  ["qmail", "Sorry, no mailbox here by that name. (#5.1.1)"],
  ["qmail, vague", "Remote host said: 550 unknown user <ann@x.example>"],
  ["Domino", "User ann (ann@x.example) not listed in Domino Directory", "5.0.0"],
  ["Exim", "Unrouteable address", "5.0.0"],
  ["German", "Die E-Mail-Adresse existiert nicht oder das Postfach wurde nicht gefunden", "5.0.0"],
  ["the reporter's code, when the server's words give none", "smtp; 550 Requested action not taken", "5.1.1"],
  ["a help page whose address talks of blocking", "550 5.0.0 User unknown https://x.example/blocked-spam"],
];

const spared: Row[] = [
  ["a full mailbox (5.2.2)", "552 5.2.2 The email account that you tried to reach is over quota", "5.2.2"],
  ["a full mailbox without a code", "550 Mailbox is full: user unknown to quota", "5.0.0"],
  ["too large (5.3.4)", "552 5.3.4 Message size exceeds fixed limit"],
  ["too large (5.2.3)", "552 5.2.3 Message exceeds the maximum size of this mailbox"],
  ["policy (5.7.1)", "550 5.7.1 Message rejected due to content restrictions", "5.7.1"],
  ["spam", "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org"],
  ["spam under sendmail's 5.1.1", "SMTP; 550 Blocked for spam", "5.1.1"],
  ["the server's own code under the reporter's", "smtp; 550 5.7.1 Access denied", "5.1.1"],
  [
    "Gmail about authentication",
    "550-5.7.26 This mail has been blocked because the sender is unauthenticated.",
  ],
  ["our domain, not theirs (5.1.8)", "550 5.1.8 <b@y.example>: Sender address rejected: Domain not found"],
  ["too quickly, at Gmail", "550 5.2.1 The user you are trying to contact is receiving mail too quickly"],
  ["a list that is closed to us", "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup"],
  ["a network, after days", "smtp; 450 4.4.1 Connection timed out", "5.4.1"],
  ["greylisting", "451 4.7.1 Greylisted, please try again later"],
  ["class 4 with words of the other kind", "450 4.1.1 <ann@x.example>: User unknown in local table", "4.1.1"],
  ["a bare 450", "450 user unknown, try again"],
  ["an expired try", "delivery retry timeout exceeded", "5.0.0"],
  ["words without any code", "User unknown"],
  ["nothing", ""],
  ["an IP address that looks like a code", "host mx.x.example [192.5.1.1] said no", "5.0.0"],
  ["giving up", "Given up after 18 tries. The mail server takes it later. 451 4.3.0 Temporary failure"],
  ["SendGrid, about our request", "SendGrid refused this email (400). The from address is invalid."],
  ["relaying", "The mail server refused this email. 554 5.7.1 <ann@x.example>: Relay access denied"],
];

describe("what a server says", () => {
  it.each(condemned)("condemns an address: %s", (_, words, status) => {
    expect(isAddressAtFault({ words, status })).toBe(true);
  });

  it.each(spared)("does not condemn an address: %s", (_, words, status) => {
    expect(isAddressAtFault({ words, status })).toBe(false);
  });

  it("is read in no time, however hostile", () => {
    for (const piece of ["user ", "550 ", "5.1.", "address x ", "empfänger ", "http://"]) {
      const words = piece.repeat(200_000);
      expect(cpuMsOf(() => isAddressAtFault({ words, status: words }))).toBeLessThan(200);
    }
  });
});
