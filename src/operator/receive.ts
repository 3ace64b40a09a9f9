// The command `inreply receive`: a mail on standard input is stored, or handed to a running server. Its exit code is 0 when
// the mail is safe and 75 (BSD sysexits EX_TEMPFAIL) whatever else happens, so that the mail server keeps it and tries again.
import { pino } from "pino";
import { readConfig, type Environment } from "../config.ts";
import { systemClock, timestamp } from "../domain/clock.ts";
import { readPipe, type PipeEnvelope } from "../inbox/receive-pipe.ts";
import { receiveLimits, storeIncoming, type Incoming } from "../inbox/receive.ts";
import { Refusal } from "../webhook/refusal.ts";
import type { Store } from "../store/database.ts";
import { recordIntakeFault } from "../store/intake-faults.ts";
import { openDatabase } from "../unavailable.ts";

/** How long a running server may take to answer. */
const postTimeoutMs = 120_000;
/** Of its answer this much is read; ours is one line. */
const answerBytesMax = 16_384;

/** Throws what keeps the mail from being safe; its message is one sentence for the mail server's log. */
export async function receiveFromPipe(
  input: AsyncIterable<Uint8Array>,
  { post, ...typed }: PipeEnvelope & { post?: string },
  environment: Environment,
): Promise<void> {
  const config = readConfig(environment);
  const limits = { ...receiveLimits, emailBytesMax: config.emailBytesMax };
  const read = () => readPipe(input, typed, environment, limits);
  if (post !== undefined) return postTo(post, await read(), config.inboundToken);
  const store = await openDatabase(config.databaseUrl, { bucket: config.bucket });
  try {
    await storeIn(store, read);
  } finally {
    await store.close();
  }
}

/** Stores the mail; the workers of a running server find it within a second. */
async function storeIn(store: Store, read: () => Promise<Incoming>): Promise<void> {
  try {
    const log = pino({ level: "silent" });
    await storeIncoming({ store, clock: systemClock, log }, await read());
  } catch (fault) {
    if (fault instanceof Refusal && fault.isShown) {
      const at = timestamp(systemClock());
      await store.write((rows) => recordIntakeFault(rows, "inreply receive", fault.message, 1, at));
    }
    throw fault;
  }
}

async function postTo(base: string, incoming: Incoming, token: string | undefined): Promise<void> {
  const url = new URL("/inbound/raw", base);
  // The fault of fetch would show them.
  if (url.username !== "" || url.password !== "") {
    throw new Error("The token belongs into INBOUND_TOKEN, and not into the URL of --post.");
  }
  url.searchParams.set("from", incoming.envelopeFrom);
  for (const address of incoming.envelopeTo) url.searchParams.append("to", address);
  const { senderIp } = incoming.providerFields;
  if (senderIp !== undefined) url.searchParams.set("ip", senderIp);
  const authorization = `Basic ${Buffer.from(`inreply:${token ?? ""}`).toString("base64")}`;
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "message/rfc822", ...(token === undefined ? {} : { authorization }) },
    body: new Uint8Array(incoming.raw),
    redirect: "error",
    signal: AbortSignal.timeout(postTimeoutMs),
  });
  const said = await startOf(response);
  if (response.status !== 200) {
    throw new Error(`The server answered ${response.status}: ${said.replaceAll(/\s+/gu, " ").slice(0, 300)}`);
  }
  if (countSafe(said) !== incoming.envelopeTo.length) {
    throw new Error("What answers there is no server of Inreply: it does not say that the mail is stored.");
  }
}

async function startOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    byteCount += chunk.byteLength;
    if (byteCount >= answerBytesMax) break;
  }
  return Buffer.concat(chunks).toString("utf8", 0, answerBytesMax);
}

/** Any web server may answer 200; ours says for how many recipients the mail is stored or was before. */
function countSafe(said: string): number {
  try {
    const { stored, known } = JSON.parse(said) as Record<string, unknown>;
    return Number(stored) + Number(known);
  } catch {
    return 0;
  }
}
