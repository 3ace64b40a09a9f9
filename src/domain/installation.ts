// What this installation is called, where it lives and when its agency works, as pages and emails say it. Values come from the settings.
import type { WorkingCalendar } from "./working-calendar.ts";

export interface Installation {
  /** The agency's name, beside people's names and at the foot of emails. */
  agencyName: string;
  /** Where the pages are, without a slash at the end: `https://portal.agency.example`. */
  baseUrl: string;
  /** The domain whose mail all comes in to us; reply addresses and Message-IDs live there. */
  replyDomain: string;
  /** The From address of every email. It comes back in to us: out-of-office answers and new requests arrive there. */
  mailFrom: string;
  /** By which days of delivery are proposed and reminders are due. */
  calendar: WorkingCalendar;
}
