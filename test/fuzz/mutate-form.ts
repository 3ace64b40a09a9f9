// Damage to the form that SendGrid posts: its fields, its JSON, its charsets, its boundary. Pure.
import type { FormField } from "../support/webhooks/form.ts";
import type { Dice } from "./dice.ts";

export type FormMutation = (dice: Dice, fields: FormField[]) => FormField[];

/** The fields that a raw or a parsed form has. */
const names =
  "email headers text html from to cc subject envelope charsets attachments attachment-info attachment1 content-ids SPF dkim sender_ip spam_report".split(
    " ",
  );

export const formMutations: Record<string, FormMutation> = {
  "takes a field away": (dice, fields) => fields.toSpliced(dice.below(fields.length), 1),
  "repeats a field": (dice, fields) => [
    ...fields,
    ...Array<FormField>(dice.length(1_200)).fill(dice.pick(fields)),
  ],
  "shuffles the fields": (dice, fields) => fields.toSorted(() => dice.pick([-1, 1])),
  "renames a field": (dice, fields) =>
    change(dice, fields, (field) => ({
      ...field,
      name: dice.pick([...names, "", "__proto__", "n".repeat(5_000), 'a"b', "attachment9"]),
    })),
  "writes wrong JSON": (dice, fields) =>
    change(
      dice,
      fields,
      (field) => ({ ...field, value: dice.pick(wrongJson) }),
      /envelope|charsets|attachment-info|content-ids/u,
    ),
  "lies about charsets": (dice, fields) =>
    change(
      dice,
      fields,
      (field) => ({
        ...field,
        value: JSON.stringify(
          Object.fromEntries(
            names.map((name) => [
              name,
              dice.pick<unknown>([
                "utf-16",
                "x-unknown",
                "",
                7,
                null,
                ["utf-8"],
                "gb18030",
                "iso-2022-jp",
                "c".repeat(9_000),
              ]),
            ]),
          ),
        ),
      }),
      /charsets/u,
    ),
  "lies about its files": (dice, fields) =>
    change(
      dice,
      fields,
      (field) => ({
        ...field,
        value: dice.pick([
          "-1",
          "1e9",
          "x",
          "",
          '{"attachment1":null}',
          '{"attachment1":{"filename":7,"type":{}}}',
          '{"attachment99":{"content-id":"\\u0000"}}',
        ]),
      }),
      /^attachments$|attachment-info/u,
    ),
  "fills a field with odd bytes": (dice, fields) =>
    change(dice, fields, (field) => ({ ...field, value: dice.bytes(dice.length(20_000)) })),
  "makes a field huge": (dice, fields) =>
    change(dice, fields, (field) => ({
      ...field,
      value: dice.pick(["a", "\n", "> ", "a: b\n", " ", "=?utf-8?q?a?= "]).repeat(dice.length(150_000)),
    })),
  "adds fields of the other mode": (dice, fields) => [
    ...fields,
    ...["headers", "text", "html", "email"].map((name) => ({
      name,
      value: dice.pick(["", "x", "From: a@b.example\n", "<p>x"]),
    })),
  ],
  "adds many files": (dice, fields) => [
    ...fields,
    ...Array.from({ length: dice.length(1_100) }, (_, index) => ({
      name: `attachment${index + 1}`,
      value: "x",
      filename: dice.pick(["a.txt", "", "../a", "\0", "a\r\nb", "\u202egpj.exe", "f".repeat(3_000)]),
      type: dice.pick(["text/plain", "", "message/rfc822", "x", "text/html; charset=utf-7"]),
    })),
  ],
  "writes a boundary into a field": (dice, fields) =>
    change(dice, fields, (field) => ({
      ...field,
      value: Buffer.concat([
        Buffer.from(field.value),
        Buffer.from(
          `\r\n--xYzZY${dice.pick(["", "--", " "])}\r\nContent-Disposition: form-data; name="${dice.pick(names)}"\r\n\r\n{"@x.example":"pass"}`,
        ),
      ]),
    })),
  "writes an odd envelope": (dice, fields) =>
    change(
      dice,
      fields,
      (field) => ({ ...field, value: JSON.stringify(dice.pick(oddEnvelopes)) }),
      /^envelope$/u,
    ),
  "writes odd header lines": (dice, fields) =>
    change(
      dice,
      fields,
      (field) => ({
        ...field,
        value: `${dice.pick(["", ":", "\n\n", " x\n", "From\n", "a: \0\n", "b: \u00ff\n", "c: d\n e\n\n f\n"]).repeat(dice.length(3_000))}${field.value.toString("latin1")}`,
      }),
      /^headers$/u,
    ),
};

function change(
  dice: Dice,
  fields: FormField[],
  make: (field: FormField) => FormField,
  which = /./u,
): FormField[] {
  const places = fields.flatMap(({ name }, index) => (which.test(name) ? [index] : []));
  if (places.length === 0) return fields;
  const at = dice.pick(places);
  return fields.with(at, make(fields[at]!));
}

const wrongJson = [
  "",
  "{",
  "null",
  "7",
  "[]",
  '"x"',
  "{}",
  '{"to":null}',
  "[".repeat(20_000),
  '{"to":["a@b.example"],"from":{}}',
  '{"__proto__":{"to":["a@b.example"]}}',
  "\u0000",
  "nan",
  `{"a":"${"\\u0000".repeat(500)}"}`,
];

const oddEnvelopes = [
  { to: [], from: "a@b.example" },
  { to: ["", " ", "a"], from: "a@b.example" },
  { to: "a@b.example", from: ["a@b.example"] },
  { to: Array.from({ length: 60 }, (_, index) => `a${index}@b.example`), from: "" },
  { to: Array.from({ length: 40 }, (_, index) => `a${index}@b.example`), from: "x" },
  { to: ["a@b.example\0"], from: "\0" },
  { to: [`${"a".repeat(3_000)}@b.example`], from: `${"a".repeat(3_000)}@b.example` },
  { to: ["\u00fc@m\u00fcnchen.example"], from: "a@b.example\r\nRCPT TO:<c@d.example>" },
  { to: [1, null, {}, ["a@b.example"], "a@b.example"] },
];
