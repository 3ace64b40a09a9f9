// Hands emails to a mail server over SMTP (RFC 5321), over connections that are kept open. Reads no rows and writes none.
import { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import type { Courier } from "./courier.ts";
import { buildMime } from "./mime.ts";
import { smtpOutcome, type Progress, type SmtpFault } from "./smtp-answer.ts";

export interface SmtpSettings {
  /** `smtp://` or `smtps://`, with user and password when the server asks for them. */
  url: URL;
  /** Whether mail may also go without TLS, or with a certificate that nobody vouches for (RFC 7435). */
  isTlsOptional: boolean;
  /** How long the server may be silent, and how long one email may take in all. */
  silenceMs?: number;
  totalMs?: number;
}

/** Connections that are kept open at most; deliveries beyond them wait for one. */
const connectionsMax = 5;
/** Emails after which a connection is opened anew: servers slow down or cut those that send without end. */
const emailsPerConnectionMax = 100;
/** After this long without an email a connection is closed, before the server does it. */
const idleMs = 30_000;
/** Patience for greeting and answers, and for a whole email; RFC 5321 section 4.5.3.2 allows servers more. */
const patience = { silenceMs: 120_000, totalMs: 600_000 };
/** RFC 6409 and RFC 8314. */
const submissionPort = 587;
const submissionsPort = 465;

/**
 * The courier of an installation with a mail server of its own. MAIL FROM is the bounce address, so that delivery reports
 * name their email. TLS is required and its certificate checked, unless it is optional; on this machine itself there is none.
 */
export function smtpCourier(settings: SmtpSettings): Courier {
  const { url, totalMs = patience.totalMs } = settings;
  const transport = createTransport({
    pool: true,
    maxConnections: connectionsMax,
    maxMessages: emailsPerConnectionMax,
    // What was on its way when a connection broke is for `deliver` to send again: it knows whether that may be.
    maxRequeues: 0,
    idleTimeout: idleMs,
    ...connectionOptions(settings),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // The last stage of the message, behind nodemailer's own buffers, so that it tells what the connection took.
  transport.use("stream", ({ data, message }, done) => {
    message.processFunc(() => (data as Partial<Handing>).stream as Readable);
    done();
  });
  return {
    name: "smtp",
    send: async (email) => {
      const message = await buildMime(email);
      const { stream, progress } = watched(message);
      // RFC 1870: a server that says how much it takes is not sent more.
      const envelope = { from: email.envelopeFrom, to: email.to.address, size: message.byteLength };
      const handing: Handing = { envelope, stream, raw: "-", signal: AbortSignal.timeout(totalMs) };
      try {
        await transport.sendMail(handing);
        return { kind: "sent" };
      } catch (fault) {
        // Neither an answer nor a fault of the network: our own bug, which the log should show.
        if (!(fault instanceof Error && "code" in fault)) throw fault;
        return smtpOutcome(fault as SmtpFault, progress(), decodeURIComponent(url.password));
      }
    },
    close: () => transport.close(),
  };
}

interface Handing {
  envelope: { from: string; to: string; size: number };
  /** Stands in for the message until the last stage, where `stream` takes its place. */
  raw: string;
  stream: Readable;
  signal: AbortSignal;
}

/** How the courier, and whoever tries the connection out, speaks to the server. */
export function connectionOptions({ url, isTlsOptional, silenceMs = patience.silenceMs }: SmtpSettings) {
  const isImplicit = url.protocol === "smtps:";
  const host = url.hostname.replace(/^\[(.*)\]$/u, "$1");
  const isHere = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/u.test(host);
  return {
    host,
    port: url.port === "" ? (isImplicit ? submissionsPort : submissionPort) : Number(url.port),
    secure: isImplicit,
    // To this machine itself STARTTLS adds nothing, and its certificate is seldom one that can be checked.
    ignoreTLS: isHere && !isImplicit,
    requireTLS: !isHere && !isTlsOptional,
    tls: { rejectUnauthorized: !isTlsOptional },
    connectionTimeout: silenceMs,
    greetingTimeout: silenceMs,
    socketTimeout: silenceMs,
    ...(url.username === ""
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
  };
}

/** Handed over at a time. */
const pieceBytes = 64 * 1024;

/** A message as a stream that knows how much of it was taken: what was not handed over whole cannot have been accepted. */
function watched(message: Buffer): { stream: Readable; progress: () => Progress } {
  let progress: Progress = "not begun";
  const stream = Readable.from(
    (function* pieces() {
      progress = "begun";
      for (let at = 0; at < message.byteLength; at += pieceBytes) yield message.subarray(at, at + pieceBytes);
      progress = "whole";
    })(),
  );
  return { stream, progress: () => progress };
}
