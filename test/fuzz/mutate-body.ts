// Damage to the body of a mail: boundaries, encodings, charsets, types, nesting, and words that are hard to read. Pure.
import type { Dice } from "./dice.ts";
import { joinMail, replaceField, splitMail, type Mail } from "./mutate-head.ts";
import type { FuzzedWorld } from "./world.ts";

export type BodyMutation = (dice: Dice, mail: Mail, world: FuzzedWorld) => Mail;

const boundaryPattern = /boundary="?([^";\r\n]+)"?/giu;

export const bodyMutations: Record<string, BodyMutation> = {
  "takes a boundary away": (dice, mail) =>
    onWhole(mail, (text) => swapOne(dice, text, boundaryPattern, () => "")),
  "takes closing boundaries away": (_, mail) => ({ ...mail, body: mail.body.replace(/^--.*--\r?$/gmu, "") }),
  "makes boundaries alike": (dice, mail) =>
    onWhole(mail, (text) => {
      const names = [...text.matchAll(boundaryPattern)].map(([, name]) => name!);
      if (names.length === 0) return text;
      const [one, other] = [dice.pick(names), dice.pick(names)];
      return text.replaceAll(other, dice.pick([one, `${one}-`, one.slice(0, -1), `${one}${one}`]));
    }),
  "makes a boundary odd": (dice, mail) =>
    onWhole(mail, (text) => {
      const name = dice.pick([...text.matchAll(boundaryPattern)].map((match) => match[1]!));
      const odd = [" ", "-", "--", "a".repeat(3_000), "(.*)*$", "\0", "=_", "\u00ff", "x y", "'"];
      return name === undefined ? text : text.replaceAll(name, dice.pick(odd));
    }),
  "writes boundaries into the body": (dice, mail) => {
    const name = dice.pick([...joined(mail).matchAll(boundaryPattern)].map((match) => match[1]!)) ?? "xYzZY";
    const line = `\r\n--${name}${dice.pick(["", "--", " ", "\t"])}\r\n`;
    const at = dice.below(mail.body.length + 1);
    return { ...mail, body: mail.body.slice(0, at) + line.repeat(dice.length(3_000)) + mail.body.slice(at) };
  },
  "says another encoding": (dice, mail) =>
    onWhole(mail, (text) => {
      const other = `Content-Transfer-Encoding: ${dice.pick(encodings)}`;
      const changed = swapOne(dice, text, /^content-transfer-encoding:.*$/gimu, () => other);
      return changed === text ? `${other}\r\n${text}` : changed;
    }),
  "says another charset": (dice, mail) =>
    onWhole(mail, (text) =>
      swapOne(dice, text, /charset="?[\w-]+"?/giu, () => `charset=${dice.pick(charsets)}`),
    ),
  "says another type": (dice, mail) =>
    onWhole(mail, (text) =>
      swapOne(dice, text, /^content-type:[ \t]*[\w/.+-]+/gimu, () => `Content-Type: ${dice.pick(types)}`),
    ),
  "breaks base64": (dice, mail) => ({
    ...mail,
    body: mail.body.replace(/^[A-Za-z0-9+/=]{20,}\r?$/gmu, (line) =>
      dice.chance(0.2) ? dice.pick(["====", "*", "\0", line.slice(1), `${line}=`, `${line} ${line}`]) : line,
    ),
  }),
  "breaks quoted-printable": (dice, mail) => ({
    ...mail,
    body: mail.body.replaceAll(/=[0-9A-F]{2}|\r\n/gu, (code) =>
      dice.chance(0.1) ? dice.pick(["=", "=\r\n", "=G1", "==", "=\n", "=C3", "=00"]) : code,
    ),
  }),
  "nests it deep in multiparts": (dice, mail) =>
    nest(mail, dice.length(1_000), (inner, level) => {
      const name = dice.chance(0.5) ? "same" : `b${level}`;
      const kind = dice.pick(["mixed", "alternative", "related", "report", "signed", "digest"]);
      return { type: `multipart/${kind}; boundary="${name}"`, body: `--${name}\r\n${inner}\r\n--${name}--` };
    }),
  "nests it in mails": (dice, mail) =>
    nest(mail, dice.length(400), (inner) => ({ type: "message/rfc822", body: `Subject: in\r\n${inner}` })),
  "gives it thousands of parts": (dice, mail) => {
    const inner = innerOf(mail);
    const part = dice.pick([
      "--p\r\n\r\nx\r\n",
      "--p\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nx\r\n",
      "--p\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\ny\r\n",
      "--p\r\nContent-Type: text/html\r\n\r\n<p>x\r\n",
      "--p\r\n",
    ]);
    const body = `--p\r\n${inner}\r\n${part.repeat(dice.length(6_000))}--p--\r\n`;
    return { head: replaceField(mail.head, "Content-Type", 'multipart/mixed; boundary="p"'), body };
  },
  "names its files oddly": (dice, mail) =>
    onWhole(mail, (text) =>
      text.replaceAll(/(?:file)?name\*?=("[^"]*"|[^;\r\n]*)/giu, () => dice.pick(fileNames)),
    ),
  "writes words that are hard to read": (dice, mail) => {
    const piece = dice.pick(hardWords);
    const at = dice.chance(0.5) ? 0 : dice.below(mail.body.length + 1);
    const run = piece.repeat(dice.length(300_000 / piece.length));
    return { ...mail, body: mail.body.slice(0, at) + run + mail.body.slice(at) };
  },
  "is html that is hard to read": (dice, mail) => {
    const piece = dice.pick(hardHtml);
    const html = `<p>Yes.</p>${piece.repeat(dice.length(300_000 / piece.length))}`;
    return { head: replaceField(mail.head, "Content-Type", "text/html; charset=utf-8"), body: html };
  },
  "is a report": (dice, mail, world) => {
    const { address, loop, messageId, bounce } = dice.pick(world.sent);
    const field = () =>
      dice.pick([
        `Action: ${dice.pick(["failed", "delayed", "x"])}`,
        "Status: 5.1.1",
        `Final-Recipient: rfc822; ${address}`,
        "",
        "Diagnostic-Code: smtp; 550 5.1.1 user unknown",
        `X: ${bounce}`,
        "Feedback-Type: abuse",
      ]);
    const fields = Array.from({ length: dice.length(3_000) }, field).join("\r\n");
    const type = dice.pick(["delivery-status", "feedback-report", "disposition-notification"]);
    const body = `--r\r\n\r\nwords\r\n--r\r\nContent-Type: message/${type}\r\n\r\n${fields}\r\n--r\r\nContent-Type: ${dice.pick(["text/rfc822-headers", "message/rfc822"])}\r\n\r\nX-Inreply-Loop: ${loop}\r\nMessage-ID: ${messageId}\r\n\r\n--r--\r\n`;
    return {
      head: replaceField(mail.head, "Content-Type", `multipart/report; report-type=${type}; boundary=r`),
      body,
    };
  },
};

function joined(mail: Mail): string {
  return joinMail(mail).toString("latin1");
}

function onWhole(mail: Mail, make: (text: string) => string): Mail {
  return splitMail(Buffer.from(make(joined(mail)), "latin1"));
}

function swapOne(dice: Dice, text: string, pattern: RegExp, make: () => string): string {
  const matches = [...text.matchAll(pattern)];
  if (matches.length === 0) return text;
  const match = dice.pick(matches);
  return text.slice(0, match.index) + make() + text.slice(match.index + match[0].length);
}

/** The fields that describe its content and the content itself, as a part has them. */
function innerOf({ head, body }: Mail): string {
  const described = head.filter((field) => /^content-/iu.test(field));
  return `${described.join("\r\n")}${described.length > 0 ? "\r\n" : ""}\r\n${body}`;
}

function nest(
  mail: Mail,
  levels: number,
  wrap: (inner: string, level: number) => { type: string; body: string },
): Mail {
  let inner = innerOf(mail);
  let outer = wrap(inner, 0);
  for (let level = 1; level < levels; level++) {
    inner = `Content-Type: ${outer.type}\r\n\r\n${outer.body}`;
    outer = wrap(inner, level);
  }
  const head = mail.head.filter((field) => !/^content-/iu.test(field));
  return { head: [...head, `Content-Type: ${outer.type}`], body: outer.body };
}

const encodings = [
  "base64",
  "quoted-printable",
  "7bit",
  "8bit",
  "binary",
  "x-uuencode",
  "",
  "x".repeat(2_000),
  "base64 ; x",
  "BASE64\0",
];
const charsets = [
  "utf-16",
  "utf-16be",
  "utf-32",
  "utf-7",
  "iso-2022-jp",
  "iso-2022-kr",
  "gb18030",
  "hz-gb-2312",
  "x-unknown",
  "",
  '"',
  "ansi_x3.4-1968",
  "windows-1252",
  "ebcdic-cp-us",
  "c".repeat(3_000),
  "__proto__",
  "utf-8\0",
  "cp-850",
  "koi8-r",
];
const types = [
  "application/ms-tnef",
  "application/pkcs7-mime; smime-type=signed-data",
  "application/pkcs7-signature",
  "text/calendar; method=REPLY",
  "message/rfc822",
  "message/partial; id=x; number=1",
  "message/external-body; access-type=URL",
  "message/delivery-status",
  "message/feedback-report",
  "multipart/report; report-type=delivery-status",
  "multipart/encrypted",
  "multipart/signed",
  "multipart/appledouble",
  "multipart/alternative",
  "multipart/",
  "text/plain; format=flowed; delsp=yes",
  "text/html",
  "text/enriched",
  "text/",
  "/",
  "a/b/c",
  "image/svg+xml",
  "t".repeat(2_000),
  "__proto__/x",
];
const fileNames = [
  'filename="../../etc/passwd"',
  'filename="\u202egpj.exe"',
  "filename*=utf-8''%00%0d%0a",
  "filename*0*=x''%41; filename*2=b",
  'filename=""',
  "filename=CON",
  `filename="${"f".repeat(5_000)}"`,
  "name==?utf-8?q?a=2Fb?=",
  "filename*=bad",
  'filename="a\\',
  "name*999999999*=x",
];
const hardWords = [
  "> ",
  ">",
  "\r\n",
  "\n",
  " ",
  "\t",
  "-- \r\n",
  "On Mon, 2 Mar 2026 at 10:00, A <a@b.example> wrote:\r\n",
  "From: a\r\nSent: b\r\nTo: c\r\nSubject: d\r\n",
  "________________________________\r\n",
  "-----Original Message-----\r\n",
  "> > > ",
  "\u200b",
  "\u202e",
  "wrote:",
  "Am 02.03.2026 um 10:00 schrieb ",
  "http://a.example/",
  "a@b.example ",
  "[",
  "(",
  "<",
  "Sent from my iPhone\r\n",
  "* ",
  "| ",
  "\u0000",
  "=\r\n",
  "550 5.1.1 ",
  "<a@b.example>: ",
];
const hardHtml = [
  "<div>",
  "<blockquote>",
  "<table><tr><td>",
  "<b><i>",
  "</div>",
  "<br>",
  "<span style='",
  "<a href=",
  "<!--",
  "<![CDATA[",
  "&#x",
  "&amp;",
  '<div class="gmail_quote">',
  "<style>",
  "<p>x</p>",
  "<font><p>",
  "<ul><li>",
  "<o:p>",
  "<hr>",
  "<svg><math>",
  "<img src=cid:x>",
  "<textarea>",
  "<select><option>",
  "<template>",
  '<div style="border-top:solid #E1E1E1 1.0pt"><p><b>From:</b>',
];
