// What this installation is called and where it lives, as pages and emails say it. Values come from the settings.

export interface Installation {
  /** The agency's name, beside people's names and at the foot of emails. */
  agencyName: string;
  /** Where the pages are, without a slash at the end: `https://portal.agency.example`. */
  baseUrl: string;
  /** The domain whose mail all comes in to us; reply addresses and Message-IDs live there. */
  replyDomain: string;
  /** The From address of every email. It comes back in to us: out-of-office answers and new requests arrive there. */
  mailFrom: string;
}
