// A mail on standard input, as mail servers hand it to a program (Postfix, Exim, procmail, Sieve): its bytes and envelope.
// Reads a stream and variables of the environment, writes nothing.
import { requireEnvelope } from "./envelope.ts";
import type { Incoming, ReceiveLimits } from "./receive.ts";
import { Refusal } from "../webhook/refusal.ts";

/** What was typed behind the command; empty values count as none, since Postfix writes an empty sender so. */
export interface PipeEnvelope {
  from?: string;
  to?: string;
  /** The address of the machine that brought the mail. */
  ip?: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the mail to its end. The recipient is the typed one (several with commas), else what the mail server says:
 * ORIGINAL_RECIPIENT (Postfix local(8), before aliases), ORIG_RECIPIENT or RECIPIENT (Sieve, Exim, Postfix), or LOCAL_PART
 * at DOMAIN. The sender is the typed one, else SENDER, else that of the mbox line `From …` above the header, which is taken
 * away. Throws a Refusal: 400 without a recipient or a mail, 413 when it is larger than we take.
 */
export async function readPipe(
  input: AsyncIterable<Uint8Array>,
  typed: PipeEnvelope,
  environment: Environment,
  limits: ReceiveLimits,
): Promise<Incoming> {
  const { raw, sender } = withoutMboxLine(await readAll(input, limits.emailBytesMax));
  if (raw.byteLength === 0) throw new Refusal(400, "There is no mail on standard input.");
  const from = typed.from ?? environment["SENDER"] ?? sender;
  const to = nonEmpty(typed.to) ?? recipientIn(environment) ?? "";
  const envelope = requireEnvelope(from, to.split(","), limits);
  const senderIp = nonEmpty(typed.ip) ?? nonEmpty(environment["CLIENT_ADDRESS"]);
  return { source: "pipe", raw, ...envelope, providerFields: senderIp === undefined ? {} : { senderIp } };
}

function recipientIn(environment: Environment): string | undefined {
  for (const name of ["ORIGINAL_RECIPIENT", "ORIG_RECIPIENT", "RECIPIENT"]) {
    const value = nonEmpty(environment[name]);
    if (value?.includes("@") === true) return value;
  }
  const [localPart, domain] = [nonEmpty(environment["LOCAL_PART"]), nonEmpty(environment["DOMAIN"])];
  return localPart === undefined || domain === undefined ? undefined : `${localPart}@${domain}`;
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === "" ? undefined : value;
}

async function readAll(input: AsyncIterable<Uint8Array>, bytesMax: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  for await (const chunk of input) {
    byteCount += chunk.byteLength;
    if (byteCount > bytesMax)
      throw new Refusal(413, `This email is larger than ${bytesMax} bytes, the most we take.`, true);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** RFC 4155: `From SENDER DATE` before the header, as local delivery writes it. It is no field and no part of the mail. */
function withoutMboxLine(raw: Buffer): { raw: Buffer; sender: string | undefined } {
  if (raw.toString("latin1", 0, 5) !== "From ") return { raw, sender: undefined };
  const end = raw.indexOf("\n");
  const line = raw.toString("latin1", 0, end < 0 ? raw.byteLength : end);
  // `From : x` is a field in the obsolete form (RFC 5322 section 4.5).
  if (/^From[ \t]+:/u.test(line) || end < 0) return { raw, sender: undefined };
  return { raw: raw.subarray(end + 1), sender: /^From\s+(\S+)/u.exec(line)?.[1] };
}
