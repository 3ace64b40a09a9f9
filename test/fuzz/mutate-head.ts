// Damage to the head of a mail: its fields, its addresses, its dates, its ids. Pure; a mail is a string, a character a byte.
import type { Dice } from "./dice.ts";
import type { FuzzedWorld } from "./world.ts";

/** `head` is its fields, folded lines with them, without line ends; the other end of the mail is `body`. */
export interface Mail {
  head: string[];
  body: string;
}

export type HeadMutation = (dice: Dice, head: string[], world: FuzzedWorld) => string[];

export function splitMail(raw: Buffer): Mail {
  const text = raw.toString("latin1");
  const blank = /\r?\n\r?\n/u.exec(text);
  const head = blank === null ? text : text.slice(0, blank.index);
  const body = blank === null ? "" : text.slice(blank.index + blank[0].length);
  return { head: head.split(/\r?\n(?![ \t])/u), body };
}

export function joinMail({ head, body }: Mail): Buffer {
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`, "latin1");
}

export const headMutations: Record<string, HeadMutation> = {
  "doubles a field": (dice, head) => {
    const field = dice.pick(head);
    const copies = Array.from({ length: dice.length(300) }, () => field);
    return head.toSpliced(dice.below(head.length), 0, ...copies);
  },
  "takes a field away": (dice, head) => head.toSpliced(dice.below(head.length), 1),
  "keeps few fields": (dice, head) => head.filter(() => dice.chance(0.3)),
  "shuffles fields": (dice, head) =>
    head.toSorted(() => dice.pick([-1, 1])).toSpliced(dice.below(3), dice.below(2)),
  "folds oddly": (dice, head) =>
    change(dice, head, (field) =>
      field.replace(/[ ;,<]/gu, (at) =>
        dice.chance(0.4) ? at + dice.pick(["\r\n ", "\r\n\t", "\r\n \r\n ", "\n ", "\r ", "\r\n"]) : at,
      ),
    ),
  "makes a field huge": (dice, head) =>
    change(dice, head, (field) => {
      const piece = dice.pick([
        "a",
        " b",
        "\r\n c",
        "(",
        "<",
        "=?utf-8?q?x?= ",
        ",x@y.example",
        "\\",
        '"',
        "; a*0*=x",
      ]);
      return field + piece.repeat(dice.length(100_000 / piece.length));
    }),
  "adds thousands of fields": (dice, head) => {
    const name = dice.pick([
      "X-A",
      "Received",
      "To",
      "References",
      "DKIM-Signature",
      "Authentication-Results",
    ]);
    const count = dice.length(5_000);
    return [
      ...head,
      ...Array.from({ length: count }, (_, index) => `${name}: v${index} <${index}@x.example>`),
    ];
  },
  "breaks an encoded word": (dice, head) =>
    change(dice, head, (field) => `${field} ${dice.pick(encodedWords)}${dice.pick(encodedWords)}`),
  "puts 8-bit bytes and NUL into a field": (dice, head) =>
    change(dice, head, (field) => {
      const at = dice.below(field.length + 1);
      const bytes = dice.chance(0.5) ? "\0" : dice.bytes(dice.length(200)).toString("latin1");
      return field.slice(0, at) + bytes + field.slice(at);
    }),
  "breaks the name of a field": (dice, head) =>
    change(dice, head, (field) =>
      dice.pick([
        field.replace(":", ""),
        field.replace(":", " :"),
        ` ${field}`,
        `:${field}`,
        field.toUpperCase(),
        field.replace(/^[^:]+/u, (name) => [...name].join(" ")),
        `${"n".repeat(dice.length(5_000))}: ${field}`,
        `__proto__: ${field}`,
        `constructor: ${field}`,
        field.replace(/:.*$/su, ":"),
      ]),
    ),
  "writes odd addresses": (dice, head) =>
    replaceField(head, dice.pick(["From", "From", "To", "Cc", "Sender", "Reply-To"]), dice.pick(addresses)),
  "writes thousands of addresses": (dice, head) => {
    const address = dice.pick(addresses);
    return replaceField(
      head,
      dice.pick(["From", "To", "Cc"]),
      Array(dice.length(3_000)).fill(address).join(", "),
    );
  },
  "writes an odd date": (dice, head) => replaceField(head, "Date", dice.pick(dates)),
  "writes odd ids": (dice, head, world) => {
    const own = dice.pick(world.sent);
    const ids = [
      own.messageId,
      own.twin,
      own.root,
      "<>",
      "<a",
      "a>",
      "<a b@c>",
      "<\0@x>",
      `<${"i".repeat(2_000)}@x>`,
    ];
    const count = dice.length(2_000);
    const value = Array.from({ length: count }, () => dice.pick(ids)).join(
      dice.pick([" ", "\r\n ", ",", ""]),
    );
    return replaceField(head, dice.pick(["References", "In-Reply-To", "Message-ID"]), value);
  },
  "says what kind it is": (dice, head, world) =>
    replaceField(
      head,
      ...dice.pick<[string, string]>([
        ["Auto-Submitted", dice.pick(["auto-replied", "no", "auto-generated; x", ""])],
        ["X-Inreply-Loop", dice.pick([dice.pick(world.sent).loop, "x"])],
        ["X-Failed-Recipients", dice.pick([dice.pick(world.sent).address, ",,,", "x"])],
        ["List-Id", "<x.example>"],
        ["Precedence", "bulk"],
        ["Return-Path", "<>"],
        ["Subject", dice.pick(subjects)],
        ["X-Forwarded-To", dice.pick(world.people).replyTo],
        ["Delivered-To", dice.pick(world.people).replyTo],
        ["DKIM-Signature", dice.pick(signatures)],
        ["ARC-Seal", `i=${dice.below(99)}; a=rsa-sha256; cv=pass; d=x.example; s=s; b=QQ==`],
        ["Authentication-Results", "mx.example; dkim=pass header.d=harbordental.example"],
      ]),
    ),
};

function change(dice: Dice, head: string[], make: (field: string) => string): string[] {
  const at = dice.below(head.length);
  return head.map((field, index) => (index === at ? make(field) : field));
}

/** The first field of the name gets the value; one is added where there is none. */
export function replaceField(head: string[], name: string, value: string): string[] {
  const at = head.findIndex((field) => field.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return at < 0 ? [...head, `${name}: ${value}`] : head.with(at, `${name}: ${value}`);
}

const encodedWords = [
  "=?utf-8?B?w7w?=",
  "=?utf-8?b?====?=",
  "=?utf-8?q?=C3?=",
  "=?utf-8?q?=ZZ=?=",
  "=?x-unknown?q?abc?=",
  "=?utf-8?q?a",
  "=??q?a?=",
  "=?utf-8*en?Q?a?=",
  "=?iso-2022-jp?B?GyRC?=",
  "=?utf-7?q?+ADw-?=",
  "=?utf-8?q?=00=0D=0ABcc:_x@y.example?=",
  `=?utf-8?b?${"QUFB".repeat(2_000)}?=`,
];

const addresses = [
  "",
  "<>",
  "@",
  "a@",
  "@b",
  "undisclosed-recipients:;",
  "Group: a@x.example, b@x.example;",
  '"a\\"b@c"@x.example',
  '"Ann <ann@harbordental.example>" <evil@x.example>',
  "ann@harbordental.example <evil@x.example>",
  "<ann@harbordental.example> <evil@x.example>",
  "Ann (ann@harbordental.example) <evil@x.example>",
  "ann@harbordental.example, evil@x.example",
  "<@a.example,@b.example:ann@harbordental.example>",
  "ann@[127.0.0.1]",
  "ann@harbordental.example\0.evil.example",
  "ann@xn--80ak6aa92e.com",
  "\u00fcser@m\u00fcnchen.example",
  "((((((((((a))))))))))@x.example",
  `${"l".repeat(500)}@${"d".repeat(500)}.example`,
  `${"(".repeat(3_000)}a@x.example`,
  "=?utf-8?q?ann=40harbordental=2Eexample?= <evil@x.example>",
  "=?utf-8?b?YW5uQGhhcmJvcmRlbnRhbC5leGFtcGxl?=",
];

const dates = [
  "",
  "yesterday",
  "Thu, 32 Foo 99999 99:99:99 +9999",
  "Mon, 2 Mar 0000 09:30:00 +0000",
  "Tue, 19 Jan 2038 03:14:08 +0000",
  "Fri, 31 Dec 9999 23:59:59 -1400",
  "1e999",
  "-271821-04-20T00:00:00Z",
  `Mon, 2 Mar 2026 ${"(".repeat(500)}09:30:00`,
];

const subjects = [
  "",
  "Re: ".repeat(2_000),
  "[#1] x",
  "Undeliverable: x",
  "Automatic reply: x",
  "(#2147483648)",
  "Gmail Forwarding Confirmation",
  "\u202egnp.exe",
  "<script>alert(1)</script>",
];

const signatures = [
  "v=1; a=rsa-sha256; d=harbordental.example; s=s1; h=from; bh=QQ==; b=QQ==",
  "v=1; a=ed25519-sha256; c=relaxed/relaxed; d=harbordental.example; s=s1; h=from:from:to; bh=; b=",
  "v=1; a=rsa-sha1; d=.; s=.; h=; bh=x; b=x; l=0; t=99999999999999; x=1",
  `v=1; a=rsa-sha256; d=${"a.".repeat(200)}example; s=s1; h=${"from:".repeat(2_000)}; bh=QQ==; b=QQ==`,
  "v=1;;;=;=;a",
];
