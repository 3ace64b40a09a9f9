// Finds what became of emails that the sandbox posted, by their bytes and their sender. Reads rows, writes nothing.
import { contentHash } from "../store/blobs.ts";
import {
  findInboundEmail,
  inboundPageSize,
  listInboundEmails,
  type InboundEmailListRow,
  type InboundEmailRow,
} from "../store/inbound-emails.ts";
import type { Rows } from "../store/rows.ts";
import { isKeptAs } from "../store/inbound-envelopes.ts";
import type { SimulatedEmail } from "./simulator.ts";

/** Newest emails that are looked through for one person's; a sandbox seldom holds more. */
const pagesMax = 4;

/** The row of an email that was posted a moment ago; undefined when it is not among the newest. */
export async function findPosted(rows: Rows, email: SimulatedEmail): Promise<InboundEmailRow | undefined> {
  const sha256 = contentHash(email.raw);
  for (const listed of await listInboundEmails(rows, 1)) {
    if (!isKeptAs(email.envelopeTo.toLowerCase(), listed.envelopeTo)) continue;
    const row = await findInboundEmail(rows, listed.id);
    if (row?.rawSha256 === sha256) return row;
  }
  return undefined;
}

/** What somebody wrote to us of late, newest first. An email that was not read yet is known by its envelope. */
export async function listInboundEmailsFrom(rows: Rows, address: string): Promise<InboundEmailListRow[]> {
  const found: InboundEmailListRow[] = [];
  for (let page = 1; page <= pagesMax; page++) {
    const listed = await listInboundEmails(rows, page);
    found.push(
      ...listed.slice(0, inboundPageSize).filter((row) => (row.fromAddress ?? row.envelopeFrom) === address),
    );
    if (listed.length <= inboundPageSize) break;
  }
  return found;
}
