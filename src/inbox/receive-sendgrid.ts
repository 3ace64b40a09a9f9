// POST /inbound/sendgrid: SendGrid's Inbound Parse with "POST the raw, full MIME message" on.
import busboy from "busboy";
import type { Request, Response } from "express";
import type { ProviderFields } from "../domain/inbound-email.ts";
import { checkCaller, type BodyCheck } from "./caller.ts";
import { requireEnvelope } from "./envelope.ts";
import { Refusal } from "./refusal.ts";
import { answerReceipt, meter, refuseTooLong, type Incoming, type Receiver } from "./receive.ts";

/**
 * Reads the multipart fields `email` (the message), `envelope` (JSON `{"to":[…],"from":…}`), `SPF`, `dkim`, `sender_ip`;
 * others are let pass. Answers 200 stored or known, 400 malformed or missing fields, 401 no proof, 413 too large or too
 * many parts, 415 not a form, 503 a wrong proof or nothing could be stored: SendGrid tries 5xx again for three days.
 * Source: Twilio SendGrid, "Setting Up The Inbound Parse Webhook", raw payload.
 */
export function receiveSendgrid(receiver: Receiver, request: Request, response: Response): Promise<void> {
  return answerReceipt(receiver, request, response, () => readCall(receiver, request));
}

async function readCall(receiver: Receiver, request: Request): Promise<Incoming> {
  const check = checkCaller(receiver.checks, request);
  if (!request.is("multipart/form-data")) throw new Refusal(415, "Send a form of type multipart/form-data.");
  refuseTooLong(receiver, request);
  const fields = await readForm(receiver, request, check);
  check.finish();
  const raw = fields.get("email");
  if (raw === undefined || raw.byteLength === 0) {
    throw new Refusal(
      400,
      'The field “email” is missing: switch on "POST the raw, full MIME message".',
      true,
    );
  }
  return {
    source: "sendgrid",
    raw,
    ...readEnvelope(receiver, fields.get("envelope")?.toString("utf8")),
    providerFields: providerFields(fields),
  };
}

function readEnvelope(receiver: Receiver, json: string | undefined) {
  if (json === undefined) throw new Refusal(400, "The field “envelope” is missing.", true);
  let envelope: unknown;
  try {
    envelope = JSON.parse(json);
  } catch {
    throw new Refusal(400, "The field “envelope” is not JSON.", true);
  }
  const { from, to } =
    typeof envelope === "object" && envelope !== null ? (envelope as Record<string, unknown>) : {};
  const recipients = Array.isArray(to) ? to.filter((address) => typeof address === "string") : [];
  return requireEnvelope(typeof from === "string" ? from : undefined, recipients, receiver.limits);
}

function providerFields(fields: ReadonlyMap<string, Buffer>): ProviderFields {
  const field = (name: string) => fields.get(name)?.toString("utf8").slice(0, 2_000);
  const spf = field("SPF");
  const dkim = field("dkim");
  const senderIp = field("sender_ip");
  return {
    ...(spf === undefined ? {} : { spf }),
    ...(dkim === undefined ? {} : { dkim }),
    ...(senderIp === undefined ? {} : { senderIp }),
  };
}

/** The form's fields as bytes. The first of a name counts. Rejects with a Refusal, after which nothing more is read. */
function readForm(receiver: Receiver, request: Request, check: BodyCheck): Promise<Map<string, Buffer>> {
  const { limits } = receiver;
  const { take, release } = meter(receiver);
  return new Promise<Map<string, Buffer>>((resolve, reject) => {
    const fields = new Map<string, Buffer>();
    const form = openForm(request, limits);
    const stop = (fault: unknown) => {
      request.unpipe(form).off("data", count).off("aborted", breakOff);
      reject(fault instanceof Error ? fault : new Error(String(fault)));
    };
    const keep = (name: string, bytes: Buffer, isCut: boolean) => {
      const bytesMax = name === "email" ? limits.emailBytesMax : limits.fieldBytesMax;
      if (isCut || bytes.byteLength > bytesMax) {
        stop(new Refusal(413, `The field “${name.slice(0, 40)}” is larger than ${bytesMax} bytes.`, true));
      } else if (!fields.has(name)) fields.set(name, bytes);
    };
    const count = (chunk: Buffer) => {
      try {
        take(chunk.byteLength);
        check.update(chunk);
      } catch (fault) {
        stop(fault);
      }
    };
    const breakOff = () => stop(new Refusal(400, "The call broke off before its end."));
    request.on("data", count).on("aborted", breakOff);
    // Fields come as latin1 text, one character a byte, which loses nothing whatever the email's encoding.
    form.on("field", (name, value, info) => keep(name, Buffer.from(value, "latin1"), info.valueTruncated));
    form.on("file", (name, stream) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => void (name === "email" && chunks.push(chunk)));
      stream.on("limit", () => keep(name, Buffer.alloc(0), true));
      stream.on("end", () => keep(name, Buffer.concat(chunks), false));
      // A form that ends inside a file tells the stream as well; unheard, that would end the process. The form tells us.
      stream.on("error", () => {});
    });
    form.on("partsLimit", () =>
      stop(new Refusal(413, `The form has more than ${limits.formPartsMax} parts.`, true)),
    );
    form.on("error", (fault) => stop(new Refusal(400, `The form is malformed: ${plainWords(fault)}.`, true)));
    form.on("close", () => resolve(fields));
    request.pipe(form);
  }).finally(release);
}

function openForm(request: Request, limits: Receiver["limits"]): busboy.Busboy {
  try {
    return busboy({
      headers: request.headers,
      defCharset: "latin1",
      limits: {
        parts: limits.formPartsMax,
        fieldSize: limits.emailBytesMax + 1,
        fileSize: limits.emailBytesMax + 1,
        fieldNameSize: 100,
      },
    });
  } catch (fault) {
    throw new Refusal(400, `The form is malformed: ${plainWords(fault)}.`, true);
  }
}

function plainWords(fault: unknown): string {
  return fault instanceof Error ? fault.message.toLowerCase().replace(/\.$/u, "") : "it cannot be read";
}
