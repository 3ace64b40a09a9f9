// The headers of an email that a program sends: what made it, and which email it answers. Reads the email that asked for it.
import { findInboundEmail } from "../store/inbound-emails.ts";
import type { Rows } from "../store/rows.ts";

/** Sent by a program, not by a person (RFC 3834 section 5). */
export function programHeaders(made: "auto-generated" | "auto-replied"): Record<string, string> {
  return { "Auto-Submitted": made, "X-Auto-Response-Suppress": "All" };
}

/**
 * The same where somebody may have asked for it by an email: then it answers that one, and says so (RFC 3834 sections 3.1.5 and
 * 3.1.6, RFC 5322 section 3.6.4). What was asked for on a page answers nothing.
 */
export async function answerHeaders(
  rows: Rows,
  inboundEmailId: number | undefined,
): Promise<Record<string, string>> {
  if (inboundEmailId === undefined) return programHeaders("auto-generated");
  const answered = (await findInboundEmail(rows, inboundEmailId))?.internetMessageId ?? undefined;
  return {
    ...(answered === undefined ? {} : { "In-Reply-To": answered, References: answered }),
    ...programHeaders("auto-replied"),
  };
}
