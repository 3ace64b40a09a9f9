// What is known of an inbound email beside its words: its envelope, what the provider said of it, its size. Values only.
import { sizeInWords } from "../domain/in-words.ts";
import { shownAddress } from "../store/inbound-envelopes.ts";
import type { InboundEmailRow } from "../store/inbound-emails.ts";
import type { Portal } from "./portal.ts";
import type { Reading, SayToThem } from "./reading.ts";

/** Those that there are, each under its name. What the provider said stands as it said it. */
export function factsOf(
  portal: Portal,
  email: InboundEmailRow,
  { locale, say }: Reading,
): { label: string; value: string }[] {
  const { spf, dkim, senderIp, isRebuilt, formFaults, isDoubtful } = email.providerFields;
  const { envelopeFrom, rawSizeBytes } = email;
  const facts: [name: string, value: string | null | undefined][] = [
    ["from", envelopeFrom === "" ? say("inbound-fact.nobody") : shownAddress(envelopeFrom)],
    ["to", shownAddress(email.envelopeTo)],
    ["spf", spf],
    ["dkim", dkim],
    ["machine", senderIp],
    ["source", email.source],
    ["bytes", isRebuilt && say("inbound-fact.rebuilt")],
    ["form", formFaults?.join(" ")],
    ["doubt", isDoubtful && say("inbound-fact.doubtful")],
    ["message-id", email.internetMessageId],
    ["kind", email.class === null ? null : classInWords(email.class, say)],
    ["size", rawSizeBytes === null ? null : sizeInWords(rawSizeBytes, locale)],
    ["times", String(email.attempts)],
  ];
  return facts.flatMap(([name, value]) =>
    value === null || value === undefined || value === ""
      ? []
      : [{ label: say(`inbound-fact.${name}`), value: portal.maskSecrets(value) }],
  );
}

const classes = [
  "own",
  "probe_return",
  "delivery_report",
  "forwarding_confirmation",
  "calendar_reply",
  "auto_reply",
  "human",
];

function classInWords(code: string, say: SayToThem): string {
  return classes.includes(code) ? say(`email-class.${code}`) : code.replaceAll("_", " ");
}
