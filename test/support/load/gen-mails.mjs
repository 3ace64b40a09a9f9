// Generates a deterministic, realistic set of REPLY emails (RFC 5322, CRLF) for benchmarks.
//   node gen-mails.mjs [--n 2000] [--out ./mails] [--tickets 100] [--seed 42]
//                      [--rtname perf.example] [--domain reply.example.test] [--attach 0.10] [--attach-bytes 200000]
// Styles: gmail, outlook (Word HTML, desktop), owa (Exchange web, base64 bodies), apple (Apple Mail),
//         iphone, thunderbird (text/plain only), yahoo, outlook-mobile, gmail-de (localised quote header).
// Every mail is a reply with quoted history (1..6 levels), multipart/alternative (but thunderbird: text/plain),
// 3..30 KB before attachments; `attach` of them get one ~200 KB attachment (bytes BEFORE base64).
// Where the reply belongs is said three ways, as each peer wants one of them:
//   Subject token  [perf.example #N]              (RT)
//   recipient      reply+<token>@reply.example.test   token = 24 hex chars derived from N (Action Mailbox, ours)
//   In-Reply-To / References: <task.N.k@reply.example.test>
// A manifest (mails.json beside the folder) says per file: ticket, token, from, to, style, bytes, expected (typed text).
import { mkdirSync, writeFileSync, readdirSync, unlinkSync } from "node:fs";
import { createHash } from "node:crypto";
import path from "node:path";

const args = Object.fromEntries(
  process.argv
    .slice(2)
    .join(" ")
    .split("--")
    .filter(Boolean)
    .map((s) => {
      const [k, ...v] = s.trim().split(" ");
      return [k, v.join(" ")];
    }),
);
const N = +(args.n ?? 2000),
  OUT = args.out ?? "./mails",
  TICKETS = +(args.tickets ?? 100);
const RTNAME = args.rtname ?? "perf.example",
  DOMAIN = args.domain ?? "reply.example.test";
const ATT = +(args.attach ?? 0.1),
  ATTB = +(args["attach-bytes"] ?? 200000);
let s = +(args.seed ?? 42) >>> 0;
const rnd = () => {
  s = (s + 0x6d2b79f5) >>> 0;
  let t = s;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const ri = (a, b) => a + Math.floor(rnd() * (b - a + 1));
const pick = (a) => a[Math.floor(rnd() * a.length)];

const WORDS =
  "the of and to in is that for it on with as are this be at from or an by we can not have your but if was they all will there what up when out one about which them then some so time would into has more her two like him see could no make than first been its who now people my made over did down only way find use may long little very after called just where most know get through back much before go good new write our used me man too any day same right look think also around another came come work three must because does part even place well such here take why things help put years different away again off went old number great tell men say small every found still between name should home big give air line set own under read last never us left end along while might next sound below saw something thought both few those always looked show large often together asked house world going want school important until form food keep children feet land side without boy once animals life enough took sometimes four head above kind began almost live page got earth need far hand high year mother light parts country father let night following picture being study second eyes soon times story boys since white days ever paper hard near sentence better best across during today others however sure means knew it’s try told young miles sun ways thing whole hear example heard several change answer room sea against top turned learn point city play toward five using himself usually invoice deadline contract estimate delivery customer meeting schedule budget approve review deploy staging ticket assign attach update proposal shipment warehouse supplier quarterly report spreadsheet".split(
    " ",
  );
const EXTRA = [
  "café",
  "naïve",
  "Müller",
  "straße",
  "—",
  "“quoted”",
  "€ 1,250.00",
  "façade",
  "https://app.example.test/tasks/4711?utm_source=mail&x=1",
  "日本語",
  "✓",
  "São Paulo",
  "jalapeño",
  "10:30",
  "#4711",
  "p. 17",
  "(see below)",
];
const FIRST =
  "Ana Björn Chiara David Eleni Farid Grace Hiro Ines Jack Kwame Lena Mateo Nadia Oskar Priya Quentin Rosa Sven Tara Umar Vera Wei Xenia Yusuf Zoë".split(
    " ",
  );
const LAST =
  "Andersson Bianchi Chen Dubois Ek Fernández Gupta Haddad Ivanova Jones Kowalski López Müller Nguyen O’Brien Petrov Quist Rossi Sato Tanaka Usman Vogel Wang Xu Yamada Zhang".split(
    " ",
  );
const DOMS = ["example.com", "corp.example.org", "mail.example.net", "contoso.example", "acme.example"];

function sentence() {
  const n = ri(5, 22);
  const w = [];
  for (let i = 0; i < n; i++) w.push(rnd() < 0.03 ? pick(EXTRA) : pick(WORDS));
  let t = w.join(" ");
  t = t[0].toUpperCase() + t.slice(1);
  return t + pick([".", ".", ".", "!", "?"]);
}
function paragraph(lo = 1, hi = 6) {
  const n = ri(lo, hi);
  return Array.from({ length: n }, sentence).join(" ");
}
function paras(target) {
  const out = [];
  let l = 0;
  while (l < target) {
    const p = paragraph();
    out.push(p);
    l += p.length;
  }
  return out;
}
const wrap = (t, w = 76) => {
  const out = [];
  for (const para of t.split("\n")) {
    let line = "";
    for (const word of para.split(" ")) {
      if (line && (line + " " + word).length > w) {
        out.push(line);
        line = word;
      } else line = line ? line + " " + word : word;
    }
    out.push(line);
  }
  return out.join("\n");
};
const esc = (t) =>
  t.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
// oxlint-disable-next-line no-control-regex -- everything outside ASCII is to go
const ascii = (t) => t.normalize("NFKD").replace(/[^\x00-\x7f]/g, "");
const hex = (n) => {
  let r = "";
  while (r.length < n) r += Math.floor(rnd() * 16).toString(16);
  return r;
};
const b64rand = (n) => {
  let r = "";
  const A = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (let i = 0; i < n; i++) r += A[Math.floor(rnd() * 64)];
  return r;
};
const fold76 = (b) => b.replace(/(.{76})/g, "$1\r\n").replace(/\r\n$/, "");
function qp(str) {
  // quoted-printable, soft line breaks at 75
  const lines = Buffer.from(str, "utf8").toString("latin1").split("\n");
  const out = [];
  for (const l of lines) {
    let cur = "";
    for (let i = 0; i < l.length; i++) {
      const c = l.charCodeAt(i);
      let e;
      if (c === 61 || c > 126 || (c < 32 && c !== 9)) e = "=" + c.toString(16).toUpperCase().padStart(2, "0");
      else if ((c === 32 || c === 9) && i === l.length - 1) e = c === 32 ? "=20" : "=09";
      else e = l[i];
      if (cur.length + e.length > 75) {
        out.push(cur + "=");
        cur = "";
      }
      cur += e;
    }
    out.push(cur);
  }
  return out.join("\r\n");
}
const b64 = (str) => fold76(Buffer.from(str, "utf8").toString("base64"));
const encWord = (t) =>
  /[^\x20-\x7e]/.test(t)
    ? "=?UTF-8?Q?" + qp(t).replace(/=\r\n/g, "").replace(/ /g, "_").replace(/\?/g, "=3F") + "?="
    : /[",.()<>@]/.test(t)
      ? `"${t}"`
      : t;
const DAY = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
  MON = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const p2 = (n) => String(n).padStart(2, "0");
const rfcDate = (d, z = "+0000") =>
  `${DAY[d.getUTCDay()]}, ${d.getUTCDate()} ${MON[d.getUTCMonth()]} ${d.getUTCFullYear()} ${p2(d.getUTCHours())}:${p2(d.getUTCMinutes())}:${p2(d.getUTCSeconds())} ${z}`;
export const token = (n) =>
  createHash("sha256")
    .update("perf-token-" + n)
    .digest("hex")
    .slice(0, 24);

const person = () => {
  const f = pick(FIRST),
    l = pick(LAST);
  return {
    name: `${f} ${l}`,
    mail:
      ascii(`${f}.${l}`)
        .replace(/[^A-Za-z.]/g, "")
        .toLowerCase() +
      "@" +
      pick(DOMS),
  };
};
const quoteDepth = (t, k) =>
  t
    .split("\n")
    .map((l) => ">".repeat(k) + (l.startsWith(">") || l === "" ? "" : " ") + l)
    .join("\n");

const WORDCSS = `<style><!--
/* Font Definitions */
@font-face
	{font-family:"Cambria Math";
	panose-1:2 4 5 3 5 4 6 3 2 4;}
@font-face
	{font-family:Calibri;
	panose-1:2 15 5 2 2 2 4 3 2 4;}
@font-face
	{font-family:Aptos;
	panose-1:2 11 0 4 2 2 2 2 2 4;}
/* Style Definitions */
p.MsoNormal, li.MsoNormal, div.MsoNormal
	{margin:0in;
	font-size:11.0pt;
	font-family:"Aptos",sans-serif;
	mso-ligatures:standardcontextual;}
a:link, span.MsoHyperlink
	{mso-style-priority:99;
	color:#467886;
	text-decoration:underline;}
span.EmailStyle20
	{mso-style-type:personal-reply;
	font-family:"Calibri",sans-serif;
	color:windowtext;}
.MsoChpDefault
	{mso-style-type:export-only;
	font-size:10.0pt;
	mso-ligatures:none;}
@page WordSection1
	{size:8.5in 11.0in;
	margin:1.0in 1.0in 1.0in 1.0in;}
div.WordSection1
	{page:WordSection1;}
--></style><!--[if gte mso 9]><xml>
<o:shapedefaults v:ext="edit" spidmax="1026" />
</xml><![endif]--><!--[if gte mso 9]><xml>
<o:shapelayout v:ext="edit">
<o:idmap v:ext="edit" data="1" />
</o:shapelayout></xml><![endif]-->`;

// the notification that our service sent, as it stands quoted at the bottom of the thread
function notification(n, to) {
  const ps = paras(ri(150, 900));
  return {
    text: `## Reply above this line ##\n\n${to.name} was assigned a task: ${SUBJ[n]}\n\n${ps.join("\n\n")}\n\nView the task: https://app.example.test/tasks/${n}\n\nYou receive this mail because you follow this task.\nUnsubscribe: https://app.example.test/unsubscribe/${hex(32)}`,
    html: `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#f4f4f7"><tbody><tr><td align="center"><table width="600" style="font-family:Helvetica,Arial,sans-serif;font-size:14px;color:#333"><tbody><tr><td style="padding:24px"><p style="color:#999">## Reply above this line ##</p><h1 style="font-size:18px">${esc(SUBJ[n])}</h1>${ps.map((p) => `<p style="margin:0 0 16px;line-height:1.5">${esc(p)}</p>`).join("")}<p><a href="https://app.example.test/tasks/${n}" style="background-color:#3869d4;color:#fff;padding:10px 18px;border-radius:3px;text-decoration:none" target="_blank">View the task</a></p></td></tr><tr><td style="color:#999;font-size:12px;padding:24px">You receive this mail because you follow this task. <a href="https://app.example.test/unsubscribe/${hex(32)}">Unsubscribe</a></td></tr></tbody></table></td></tr></tbody></table><img src="https://u1234.ct.example.test/wf/open?upn=${b64rand(180)}" width="1" height="1" alt="" border="0">`,
  };
}
const SUBJ = Array.from({ length: TICKETS + 1 }, () => {
  const n = ri(3, 8);
  return Array.from({ length: n }, () => pick(WORDS))
    .join(" ")
    .replace(/^./, (c) => c.toUpperCase());
});

const hdrDate = (d, loc) =>
  loc === "gmail"
    ? `On ${DAY[d.getUTCDay()]}, ${MON[d.getUTCMonth()]} ${d.getUTCDate()}, ${d.getUTCFullYear()} at ${((d.getUTCHours() + 11) % 12) + 1}:${p2(d.getUTCMinutes())}\u202f${d.getUTCHours() < 12 ? "AM" : "PM"}`
    : loc === "apple"
      ? `On ${d.getUTCDate()} ${MON[d.getUTCMonth()]} ${d.getUTCFullYear()}, at ${p2(d.getUTCHours())}:${p2(d.getUTCMinutes())}`
      : loc === "de"
        ? `Am ${["So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"][d.getUTCDay()]}., ${d.getUTCDate()}. ${MON[d.getUTCMonth()]} ${d.getUTCFullYear()} um ${p2(d.getUTCHours())}:${p2(d.getUTCMinutes())} Uhr schrieb`
        : `${d.getUTCMonth() + 1}/${d.getUTCDate()}/${d.getUTCFullYear()} ${p2(d.getUTCHours())}:${p2(d.getUTCMinutes())}`;

function build(i) {
  const n = 1 + ((i * 37 + ri(0, 3)) % TICKETS),
    tok = token(n);
  const style = pick([
    "gmail",
    "gmail",
    "gmail",
    "gmail",
    "outlook",
    "outlook",
    "owa",
    "owa",
    "apple",
    "apple",
    "iphone",
    "iphone",
    "thunderbird",
    "yahoo",
    "outlook-mobile",
    "gmail-de",
  ]);
  const from = {
    name: `${FIRST[n % FIRST.length]} ${LAST[(n * 7) % LAST.length]}`,
    mail: `user${n}@${DOMS[n % DOMS.length]}`,
  };
  const to = { name: `Task ${n}`, mail: `reply+${tok}@${DOMAIN}` };
  let date = new Date(Date.UTC(2026, ri(0, 8), ri(1, 28), ri(0, 23), ri(0, 59), ri(0, 59)));
  const typed = paras(pick([20, 60, 120, 250, 500, 1200])).slice(0, 12);
  const typedText = typed.join("\n\n");
  const levels = pick([1, 1, 2, 2, 3, 4, 5, 6]);
  // thread history, newest first
  const hist = [];
  let d = date;
  for (let k = 0; k < levels; k++) {
    d = new Date(d.getTime() - ri(600, 90000) * 1000);
    const last = k === levels - 1;
    const who = k % 2 ? from : to;
    const nt = last ? notification(n, from) : null;
    const ps = last ? null : paras(pick([40, 150, 400, 900]));
    hist.push({
      who,
      date: d,
      text: last ? nt.text : ps.join("\n\n"),
      html: last ? nt.html : ps.map((p) => `<div dir="ltr">${esc(p)}</div><div><br></div>`).join("\n"),
    });
  }
  const sig = rnd() < 0.6;
  const sigText = sig
    ? style === "iphone"
      ? "Sent from my iPhone"
      : style === "outlook-mobile"
        ? "Get Outlook for iOS<https://aka.ms/o0ukef>"
        : `-- \n${from.name}\nSenior ${pick(WORDS)} manager\n+1 555 01${p2(ri(0, 99))} | https://www.${from.mail.split("@")[1]}`
    : "";
  let text,
    html,
    mailer = "";
  // ---- plain text ----
  const gtLoc = style === "gmail-de" ? "de" : style.startsWith("gmail") ? "gmail" : "apple";
  if (["outlook", "owa", "outlook-mobile"].includes(style)) {
    let q = "";
    for (const h of hist)
      q += `\n${style === "outlook" ? "-----Original Message-----\n" : "________________________________\n"}From: ${h.who.name} <${h.who.mail}>\nSent: ${DAY[h.date.getUTCDay()]}day, ${MON[h.date.getUTCMonth()]} ${h.date.getUTCDate()}, ${h.date.getUTCFullYear()} ${p2(h.date.getUTCHours())}:${p2(h.date.getUTCMinutes())} AM\nTo: ${from.name} <${from.mail}>\nSubject: Re: [${RTNAME} #${n}] ${SUBJ[n]}\n\n${h.text}\n`;
    text = `${typedText}\n\n${sigText ? sigText + "\n" : ""}${q}`;
  } else {
    let q = "";
    for (let k = hist.length - 1; k >= 0; k--) {
      const h = hist[k];
      const head =
        gtLoc === "de"
          ? `${hdrDate(h.date, "de")} ${h.who.name} <${h.who.mail}>:`
          : `${hdrDate(h.date, gtLoc)}, ${h.who.name} <${h.who.mail}> wrote:`;
      q =
        (style === "gmail" ? wrap(head, 76) : head) +
        "\n\n" +
        quoteDepth(wrap(h.text, 70) + (q ? "\n\n" + q : ""), 1);
    }
    const w = style === "thunderbird" || style === "gmail" ? wrap(typedText, 72) : typedText;
    text = `${w}\n\n${sigText ? sigText + "\n\n" : ""}${q}\n`;
  }
  // ---- html ----
  if (style.startsWith("gmail")) {
    let q = "";
    for (let k = hist.length - 1; k >= 0; k--) {
      const h = hist[k];
      q = `<div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${hdrDate(h.date, gtLoc)} ${esc(h.who.name)} &lt;<a href="mailto:${h.who.mail}">${h.who.mail}</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${h.html}${q}</blockquote></div>`;
    }
    html = `<div dir="ltr">${typed.map((p) => `<div>${esc(p)}</div><div><br></div>`).join("")}${sig ? `<span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature"><div dir="ltr"><b>${esc(from.name)}</b></div></div>` : ""}</div><br>${q}\n`;
  } else if (style === "apple" || style === "iphone") {
    let q = "";
    for (let k = hist.length - 1; k >= 0; k--) {
      const h = hist[k];
      q = `<div><br><blockquote type="cite"><div>${hdrDate(h.date, "apple")}, ${esc(h.who.name)} &lt;${h.who.mail}&gt; wrote:</div><br class="Apple-interchange-newline"><div>${h.html}${q}</div></blockquote></div>`;
    }
    html = `<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">${typed.map((p) => `<div>${esc(p)}</div><div><br></div>`).join("")}${sigText ? `<div id="AppleMailSignature">${esc(sigText)}</div>` : ""}${q}</body></html>`;
    mailer = style === "iphone" ? "X-Mailer: iPhone Mail (21F90)" : "X-Mailer: Apple Mail (2.3774.600.62)";
  } else if (style === "outlook") {
    html = `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns:m="http://schemas.microsoft.com/office/2004/12/omml" xmlns="http://www.w3.org/TR/REC-html40">\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\n<meta name="Generator" content="Microsoft Word 15 (filtered medium)">\n${WORDCSS}\n</head>\n<body lang="EN-US" link="#467886" vlink="#96607D" style="word-wrap:break-word">\n<div class="WordSection1">\n${typed.map((p) => `<p class="MsoNormal"><span style="font-size:11.0pt;font-family:&quot;Calibri&quot;,sans-serif">${esc(p)}<o:p></o:p></span></p>\n<p class="MsoNormal"><o:p>&nbsp;</o:p></p>\n`).join("")}${hist.map((h) => `<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in">\n<p class="MsoNormal"><b>From:</b> ${esc(h.who.name)} &lt;${h.who.mail}&gt; <br>\n<b>Sent:</b> ${hdrDate(h.date)}<br>\n<b>To:</b> ${esc(from.name)}<br>\n<b>Subject:</b> Re: ${esc(SUBJ[n])}<o:p></o:p></p>\n</div>\n<p class="MsoNormal"><o:p>&nbsp;</o:p></p>\n${h.html}`).join("\n")}</div>\n</body>\n</html>\n`;
    mailer = "X-Mailer: Microsoft Outlook 16.0";
  } else {
    html = `<html><head>\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\n<style type="text/css" style="display:none;"> P {margin-top:0;margin-bottom:0;} </style>\n</head>\n<body dir="ltr">\n${typed.map((p) => `<div class="elementToProof" style="font-family: Aptos, Calibri, Helvetica, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);">${esc(p)}</div>\n<div><br></div>\n`).join("")}<div id="appendonsend"></div>\n<hr style="display:inline-block;width:98%" tabindex="-1">\n${hist.map((h) => `<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt" color="#000000"><b>From:</b> ${esc(h.who.name)} &lt;${h.who.mail}&gt;<br><b>Sent:</b> ${hdrDate(h.date)}<br><b>To:</b> ${esc(from.name)}<br><b>Subject:</b> Re: ${esc(SUBJ[n])}</font><div>&nbsp;</div></div>\n<div class="BodyFragment">${h.html}</div>`).join("<hr>")}</body></html>\n`;
    mailer = style === "yahoo" ? "X-Mailer: WebService/1.1.22256 YMailNorrin" : "";
  }
  // ---- headers ----
  const mid = `<${hex(12)}.${i}.${hex(8)}@mail.${from.mail.split("@")[1]}>`;
  const refs = hist.map((h, k) => `<task.${n}.${hist.length - k}@${DOMAIN}>`).toReversed();
  const H = [];
  const ip = () => `${ri(11, 220)}.${ri(0, 255)}.${ri(0, 255)}.${ri(1, 254)}`;
  for (let k = 0, m = ri(2, 5); k < m; k++)
    H.push(
      `Received: from mail-${hex(6)}.${from.mail.split("@")[1]} (mail-${hex(6)}.${from.mail.split("@")[1]} [${ip()}])\r\n\tby ${k ? "mx" + k + "." + from.mail.split("@")[1] : "mx0.inbound.example.test"} (Postfix) with ESMTPS id ${hex(10).toUpperCase()}\r\n\tfor <${to.mail}>; ${rfcDate(new Date(date.getTime() + (m - k) * 1000))} (UTC)`,
    );
  if (rnd() < 0.85)
    H.push(
      `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${from.mail.split("@")[1]}; s=20230601; t=${Math.floor(date / 1000)};\r\n h=to:subject:message-id:date:from:in-reply-to:references:mime-version:from:to\r\n :cc:subject:date:message-id:reply-to;\r\n bh=${b64rand(43)}=;\r\n b=${fold76(b64rand(342)).replace(/\r\n/g, "\r\n ")}==`,
    );
  if (style.startsWith("gmail") && rnd() < 0.7) {
    H.push(
      `X-Google-DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=1e100.net; s=20230601;\r\n h=to:subject:message-id:date:from:in-reply-to:references:mime-version:x-gm-message-state\r\n :from:to:cc:subject:date:message-id:reply-to;\r\n bh=${b64rand(43)}=;\r\n b=${fold76(b64rand(342)).replace(/\r\n/g, "\r\n ")}==`,
      `X-Gm-Message-State: AOJu0Y${b64rand(70)}\r\n\t${b64rand(70)}`,
      `X-Google-Smtp-Source: AGHT+I${b64rand(90)}==`,
      `X-Received: by 2002:a17:${hex(3)}:${hex(4)}:b0:${hex(3)}:${hex(4)} with SMTP id ${hex(12)}-${hex(8)}.${ri(1, 99)}.${Math.floor(date / 1000)};\r\n ${rfcDate(date, "-0700")} (PDT)`,
    );
  }
  if (style === "owa" || style === "outlook") {
    H.push(
      `ARC-Seal: i=1; a=rsa-sha256; s=arcselector10001; d=microsoft.com; cv=none;\r\n b=${fold76(b64rand(342)).replace(/\r\n/g, "\r\n ")}==`,
      `ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=microsoft.com; s=arcselector10001;\r\n h=From:Date:Subject:Message-ID:Content-Type:MIME-Version:X-MS-Exchange-AntiSpam-MessageData-ChunkCount;\r\n bh=${b64rand(43)}=;\r\n b=${fold76(b64rand(342)).replace(/\r\n/g, "\r\n ")}==`,
      `Thread-Topic: [${RTNAME} #${n}] ${SUBJ[n]}`,
      `Thread-Index: A${b64rand(42)}==`,
      `x-ms-exchange-messagesentrepresentingtype: 1`,
      `x-ms-office365-filtering-correlation-id: ${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`,
      `x-microsoft-antispam-message-info: ${fold76(b64rand(ri(500, 1500))).replace(/\r\n/g, "\r\n ")}`,
      "Accept-Language: en-US",
      "Content-Language: en-US",
      "X-MS-Has-Attach:",
      "X-MS-TNEF-Correlator:",
    );
  }
  H.push(`From: ${encWord(from.name)} <${from.mail}>`, `To: ${encWord(to.name)} <${to.mail}>`);
  if (rnd() < 0.25) {
    const c = person();
    H.push(`Cc: ${encWord(c.name)} <${c.mail}>`);
  }
  const rawSubj = `${pick(["Re", "Re", "Re", "RE", "AW", "Re: Re", "SV"])}: [${RTNAME} #${n}] ${SUBJ[n]}`;
  H.push(
    `Subject: ${rawSubj}`,
    `Date: ${rfcDate(date)}`,
    `Message-ID: ${mid}`,
    `In-Reply-To: ${refs.at(-1)}`,
    `References: ${refs.join("\r\n ")}`,
    "MIME-Version: 1.0",
  );
  if (mailer) H.push(mailer);
  // ---- body ----
  const enc = style === "owa" ? "base64" : style === "thunderbird" ? "8bit" : "quoted-printable";
  const part = (type, t) =>
    `Content-Type: ${type}; charset="UTF-8"${style === "thunderbird" ? "; format=flowed" : ""}\r\nContent-Transfer-Encoding: ${enc}\r\n\r\n${enc === "base64" ? b64(t) : enc === "8bit" ? t.replace(/\n/g, "\r\n") : qp(t)}\r\n`;
  let body;
  if (style === "thunderbird") body = part("text/plain", text);
  else {
    const B = "----=_Part_" + hex(24);
    body = `Content-Type: multipart/alternative;\r\n\tboundary="${B}"\r\n\r\n${style === "gmail" ? "" : "This is a multi-part message in MIME format.\r\n\r\n"}--${B}\r\n${part("text/plain", text)}\r\n--${B}\r\n${part("text/html", html)}\r\n--${B}--\r\n`;
  }
  const attach = Math.floor(i * ATT) !== Math.floor((i + 1) * ATT);
  if (attach) {
    const B = "----=_Mixed_" + hex(24);
    const kind = pick([
      ["application/pdf", "Invoice 2026-0" + ri(1, 9) + ".pdf"],
      ["image/png", "Screenshot " + ri(1, 99) + ".png"],
      ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Vertrag – Entwurf.docx"],
    ]);
    const nb = Math.floor(ATTB * (0.8 + 0.4 * rnd()));
    const buf = Buffer.alloc(nb);
    for (let k = 0; k < nb; k += 4) buf.writeUInt32LE(Math.floor(rnd() * 4294967296), Math.min(k, nb - 4));
    const fn = /[^\x20-\x7e]/.test(kind[1]) ? encWord(kind[1]) : kind[1];
    body = `Content-Type: multipart/mixed;\r\n\tboundary="${B}"\r\n\r\n--${B}\r\n${body}\r\n--${B}\r\nContent-Type: ${kind[0]}; name="${fn}"\r\nContent-Disposition: attachment; filename="${fn}"\r\nContent-Transfer-Encoding: base64\r\nX-Attachment-Id: f_${hex(9)}\r\n\r\n${fold76(buf.toString("base64"))}\r\n--${B}--\r\n`;
  }
  return {
    raw: H.join("\r\n") + "\r\n" + body,
    meta: {
      ticket: n,
      token: tok,
      from: from.mail,
      to: to.mail,
      subject: rawSubj,
      style,
      attach,
      typed: typedText,
    },
  };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  mkdirSync(OUT, { recursive: true });
  for (const f of readdirSync(OUT)) if (f.endsWith(".eml")) unlinkSync(path.join(OUT, f));
  const man = {};
  let tot = 0;
  const sizes = [],
    sA = [];
  for (let i = 0; i < N; i++) {
    let m;
    let guard = 0;
    do {
      m = build(i);
    } while (!m.meta.attach && (m.raw.length < 3000 || m.raw.length > 30000) && ++guard < 50);
    const f = String(i).padStart(5, "0") + ".eml";
    const b = Buffer.from(m.raw, "utf8");
    writeFileSync(path.join(OUT, f), b);
    m.meta.bytes = b.length;
    man[f] = m.meta;
    tot += b.length;
    (m.meta.attach ? sA : sizes).push(b.length);
  }
  writeFileSync(path.join(path.dirname(OUT), path.basename(OUT) + ".json"), JSON.stringify(man));
  sizes.sort((a, b) => a - b);
  const q = (p) => sizes[Math.floor(sizes.length * p)];
  console.log(
    `${N} mails, ${(tot / 1e6).toFixed(1)} MB, mean ${(tot / N / 1024).toFixed(1)} KB; without attachment: min ${q(0)} p50 ${q(0.5)} p90 ${q(0.9)} max ${sizes.at(-1)}; with: ${sA.length} mails, mean ${(sA.reduce((a, b) => a + b, 0) / sA.length / 1024).toFixed(0)} KB`,
  );
  const st = {};
  for (const m of Object.values(man)) st[m.style] = (st[m.style] ?? 0) + 1;
  console.log(st);
}
