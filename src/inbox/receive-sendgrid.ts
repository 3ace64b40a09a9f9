// POST /inbound/sendgrid: SendGrid's Inbound Parse in both modes. With "POST the raw, full MIME message" on, the form has the
// email as it came; else SendGrid took it apart, and it is put together again.
import type { Request, Response } from "express";
import type { ProviderFields } from "../domain/inbound-email.ts";
import { readBody } from "../webhook/body.ts";
import { checkCaller } from "../webhook/caller.ts";
import { Refusal } from "../webhook/refusal.ts";
import { requireEnvelope } from "./envelope.ts";
import { rebuildEmail } from "./rebuild-email.ts";
import { answerReceipt, meter, refuseTooLong, type Incoming, type Receiver } from "./receive.ts";
import { boundaryOf, readSendgridForm, type SendgridForm } from "./sendgrid-form.ts";

/** Any of these makes a form one of the parsed mode. */
const parsedFields = ["headers", "text", "html", "from", "subject", "attachment1"];
const fieldLengthMax = 2_000;

/**
 * Raw mode: the field `email`. Parsed mode: `headers`, `text`, `html`, `attachment1` and so on, see rebuild-email.ts. Both:
 * `envelope` (JSON `{"to":[…],"from":…}`), `SPF`, `dkim`, `sender_ip`; others are let pass. Answers 200 stored or known, 400
 * malformed or missing fields, 401 no proof, 413 too large or too many parts, 415 not a form, 503 a wrong proof or nothing
 * could be stored: SendGrid tries 5xx again for three days.
 * Source: Twilio SendGrid, "Setting Up The Inbound Parse Webhook".
 */
export function receiveSendgrid(receiver: Receiver, request: Request, response: Response): Promise<void> {
  return answerReceipt(receiver, request, response, () => readCall(receiver, request));
}

async function readCall(receiver: Receiver, request: Request): Promise<Incoming> {
  const check = checkCaller(receiver.checks, request);
  if (!request.is("multipart/form-data")) throw new Refusal(415, "Send a form of type multipart/form-data.");
  refuseTooLong(receiver, request);
  const { limits } = receiver;
  const boundary = boundaryOf(request.get("content-type") ?? "");
  const body = await readBody(request, meter(receiver), check.update);
  check.finish();
  const form = readSendgridForm(body, boundary, limits.formPartsMax);
  refuseLongFields(form, limits);
  const envelope = () => readEnvelope(receiver, fieldOf(form, "envelope"));
  const email = form.fields.get("email")?.bytes;
  if (email !== undefined) {
    if (email.length === 0) throw new Refusal(400, "The field “email” is empty.", true);
    return { source: "sendgrid", raw: email, ...envelope(), providerFields: providerFields(form) };
  }
  if (!parsedFields.some((name) => form.fields.has(name))) {
    throw new Refusal(
      400,
      "The form has neither the field “email” of SendGrid’s raw mode nor “headers”, “text” or “html” of its parsed mode.",
      true,
    );
  }
  const recipients = envelope();
  const { raw, faults } = rebuildEmail(form);
  return {
    source: "sendgrid",
    raw,
    ...recipients,
    providerFields: {
      ...providerFields(form),
      isRebuilt: true,
      ...(faults.length === 0 ? {} : { formFaults: faults.slice(0, 10) }),
    },
  };
}

/** The whole body is bounded; the email and its texts and files may fill it, what only describes it may not. */
function refuseLongFields(form: SendgridForm, limits: Receiver["limits"]): void {
  for (const [name, { bytes }] of form.fields) {
    const bytesMax = describing.has(name) ? limits.fieldBytesMax : limits.emailBytesMax;
    if (bytes.length > bytesMax)
      throw new Refusal(413, `The field “${name.slice(0, 40)}” is larger than ${bytesMax} bytes.`, true);
  }
}

const describing = new Set(
  "headers from to cc subject envelope charsets attachments attachment-info content-ids SPF dkim sender_ip".split(
    " ",
  ),
);

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

/** What SendGrid says of the sender; nothing, when a sender could have written it into the form. */
function providerFields(form: SendgridForm): ProviderFields {
  if (!form.isCertain) return { isDoubtful: true };
  const field = (name: string) => fieldOf(form, name)?.slice(0, fieldLengthMax);
  const spf = field("SPF");
  const dkim = field("dkim");
  const senderIp = field("sender_ip");
  return {
    ...(spf === undefined ? {} : { spf }),
    ...(dkim === undefined ? {} : { dkim }),
    ...(senderIp === undefined ? {} : { senderIp }),
  };
}

function fieldOf(form: SendgridForm, name: string): string | undefined {
  return form.fields.get(name)?.bytes.toString("utf8");
}
