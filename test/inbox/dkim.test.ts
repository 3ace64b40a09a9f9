// DKIM signatures that we check ourselves: which hold, which do not, and which hold and still prove nothing. Signed by
// mailauth with keys made for the test; DNS is a table.
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { dkimSign } from "mailauth/lib/dkim/sign.js";
import { describe, expect, it } from "vitest";
import { checkSignatures, headLinesMax, signatureBytesMax } from "../../src/inbox/dkim.ts";
import { lookUpKeys, signaturesMax, type AskDns } from "../../src/inbox/signature-keys.ts";
import { openParsePool } from "../../src/inbox/parse-pool.ts";
import { sharedPool } from "../support/parse-pool.ts";

const pool = sharedPool();

const rsa = (modulusLength: number) => generateKeyPairSync("rsa", { modulusLength });
const keys = { s1: rsa(1024), weak: rsa(512), ed: generateKeyPairSync("ed25519") };
const record = (type: string, key: KeyObject) => {
  const der = key.export({ type: "spki", format: "der" });
  // RFC 8463 section 4: an Ed25519 key stands bare.
  return `v=DKIM1; k=${type}; p=${(type === "rsa" ? der : der.subarray(-32)).toString("base64")}`;
};
const zone: Record<string, string> = {
  "s1._domainkey.harbordental.example": record("rsa", keys.s1.publicKey),
  "weak._domainkey.harbordental.example": record("rsa", keys.weak.publicKey),
  "ed._domainkey.harbordental.example": record("ed25519", keys.ed.publicKey),
  "s1._domainkey.other.example": record("rsa", keys.s1.publicKey),
  "gone._domainkey.harbordental.example": "v=DKIM1; p=",
};
const asked: string[] = [];
const lookUp: AskDns = (name) => {
  asked.push(name);
  const text = zone[name];
  // Long records come in pieces of 255 bytes (RFC 1035 section 3.3).
  if (text !== undefined) return Promise.resolve([text.match(/.{1,255}/gsu) ?? []]);
  const code = name.startsWith("slow.") ? "ETIMEOUT" : "ENOTFOUND";
  return Promise.reject(Object.assign(new Error(`queryTxt ${code}`), { code }));
};

const plain = [
  "From: Ann Weber <ann@harbordental.example>",
  "To: requests@reply.northbeam.example",
  "Subject: The form",
  "Date: Mon, 2 Mar 2026 10:00:00 +0000",
  "Message-ID: <1@harbordental.example>",
  "Content-Type: text/plain; charset=utf-8",
  "",
  "Yes, please.",
  "",
].join("\r\n");

interface Signing {
  domain?: string;
  selector?: "s1" | "weak" | "ed" | "gone" | "slow" | "unknown";
  algorithm?: string;
  maxBodyLength?: number;
  headerList?: string;
}

async function signed(options: Signing = {}, message = plain): Promise<string> {
  const { domain = "harbordental.example", selector = "s1", algorithm, maxBodyLength, headerList } = options;
  const pair = selector === "weak" || selector === "ed" ? keys[selector] : keys.s1;
  const { signatures, errors } = await dkimSign(message, {
    signingDomain: domain,
    selector,
    privateKey: pair.privateKey.export({ type: "pkcs8", format: "pem" }),
    signatureData: [
      {
        signingDomain: domain,
        selector,
        privateKey: pair.privateKey.export({ type: "pkcs8", format: "pem" }),
        ...(algorithm === undefined ? {} : { algorithm }),
        ...(maxBodyLength === undefined ? {} : { maxBodyLength }),
      },
    ],
    // Left to itself mailauth asks the clock twice, and a second may pass in between.
    signTime: new Date(),
    ...(headerList === undefined ? {} : { headerList }),
  } as never);
  expect(errors).toEqual([]);
  return `${signatures}${message}`;
}

async function check(message: string | Buffer) {
  const raw = Buffer.from(message);
  const { signatures } = await checkSignatures(raw, await lookUpKeys(lookUp, raw));
  return signatures;
}

describe("a signature that holds", () => {
  it.each([
    ["RSA", {}],
    ["Ed25519", { selector: "ed" }],
    ["another domain's", { domain: "other.example" }],
  ] as const)("is found: %s", async (_, options) => {
    const [signature, ...others] = await check(await signed(options));
    expect(others).toEqual([]);
    const domain = "domain" in options ? options.domain : "harbordental.example";
    expect(signature).toMatchObject({ domain, result: "pass" });
  });

  it("is found when its mail came through a pipe with bare line feeds", async () => {
    expect(await check((await signed()).replaceAll("\r\n", "\n"))).toMatchObject([{ result: "pass" }]);
  });

  it("is found in a head with a line of blanks, as some programs fold", async () => {
    const mail = await signed({}, plain.replace("The form", "The\r\n \r\n form"));
    expect(await check(mail)).toMatchObject([{ result: "pass" }]);
  });

  it("is found below fields that servers add on the way", async () => {
    const received = "Return-Path: <ann@harbordental.example>\r\nDelivered-To: x\r\nReceived: by mx\r\n";
    expect(await check(received + (await signed()))).toMatchObject([{ result: "pass" }]);
  });
});

describe("a signature that does not hold", () => {
  it.each([
    ["its text was changed", (mail: string) => mail.replace("Yes", "No")],
    ["its sender was changed", (mail: string) => mail.replace("From: Ann", "From: Bob")],
    ["its subject was changed", (mail: string) => mail.replace("The form", "The money")],
  ])("because %s, is no proof", async (_, change) => {
    expect(await check(change(await signed()))).toMatchObject([{ result: "fail" }]);
  });

  it.each([
    ["nobody knows its key", "unknown", "fail"],
    ["its key was withdrawn", "gone", "fail"],
    ["its key can be broken", "weak", "fail"],
    ["DNS does not answer", "slow", "no answer"],
  ] as const)("because %s, is no proof", async (_, selector, result) => {
    expect(await check(await signed({ selector }))).toMatchObject([{ result }]);
  });
});

describe("a signature that holds and proves nothing", () => {
  it.each([
    ["is made with sha1", { algorithm: "rsa-sha1" }, /sha1/u],
    ["covers only the start of the text", { maxBodyLength: 4 }, /only a part/u],
    ["does not cover the sender", { headerList: "subject:date:to" }, /does not cover the sender/u],
  ] as const)("because it %s", async (_, options, why) => {
    const [signature] = await check(await signed(options));
    expect(signature).toMatchObject({ result: "fail", why: expect.stringMatching(why) });
  });

  it.each(["From: Boss <boss@harbordental.example>", "Subject: Pay now", "Content-Type: text/html"])(
    "because a second field was put above the signed one: %s",
    async (field) => {
      const [signature] = await check(`${field}\r\n${await signed()}`);
      expect(signature).toMatchObject({
        result: "fail",
        why: expect.stringContaining("does not cover each"),
      });
    },
  );
});

describe("a field that is hidden from whoever checks, and not from our parser,", () => {
  const evil = ["--evil", "Content-Type: text/plain", "", "I approve.", "--evil--"].join("\r\n");

  it.each([
    ["a vertical tab", "\v"],
    ["a form feed", "\f"],
    ["a byte that some take for a space", "\u00a0"],
    ["a bare carriage return", "\r"],
  ])("makes a signature worthless: behind %s", async (_, odd) => {
    // Somebody quoted the attacker's words in an email of their own, and their program marks no quotes.
    const mail = await signed({}, plain.replace("Yes, please.", `What is this?\r\n\r\n${evil}`));
    const hidden = `X-Any: thing\r\n${odd}Content-Type: multipart/mixed; boundary=evil\r\n`;
    const raw = Buffer.from(hidden + mail, "latin1");
    const [[signature], email] = await Promise.all([check(raw), pool.parse(raw)]);
    expect(email.text).not.toContain("What is this?");
    expect(signature).toMatchObject({ result: "fail", why: expect.stringContaining("in two ways") });
  });
});

it("with more signatures than anybody needs, none is looked at and DNS is not asked", async () => {
  asked.length = 0;
  const line = (await signed()).split(/\r\n(?![ \t])/u)[0]!;
  const flood = `${Array.from({ length: signaturesMax + 1 }, () => line).join("\r\n")}\r\n${plain}`;
  expect(await check(flood)).toEqual([]);
  expect(asked).toEqual([]);
});

it("a large mail of bare line feeds is checked within the memory of a thread", async () => {
  const small = openParsePool({ threads: 1, heapMegabytesMax: 128 });
  try {
    const mail = (await signed()).replaceAll("\r\n", "\n");
    const raw = Buffer.concat([Buffer.from(mail), Buffer.alloc(4 * 1024 * 1024, "\n")]);
    const { signatures } = await small.checkSignatures(raw, await lookUpKeys(lookUp, raw));
    expect(signatures).toMatchObject([{ result: "pass" }]);
  } finally {
    await small.close();
  }
});

it("names of keys are asked for once each, and only such as DNS can have", async () => {
  asked.length = 0;
  const bad = "DKIM-Signature: v=1; a=rsa-sha256; d=har bor.ex<>ample; s=../x; h=from; bh=x; b=y\r\n";
  const mail = await signed();
  await check(`${bad}${mail.slice(0, mail.indexOf("From:"))}${mail}`);
  expect(asked).toEqual(["s1._domainkey.harbordental.example"]);
});

describe("a signature that leaves Content-Type open, as Gmail's does,", () => {
  const open = { headerList: "from:to:subject:date:message-id" };
  const multipart = plain
    .replace("text/plain; charset=utf-8", "multipart/alternative; boundary=outer")
    .replace(
      "Yes, please.",
      [
        "This is a multi-part message in MIME format.",
        "--outer",
        "Content-Type: text/plain",
        "",
        `Somebody sent me this, what is it? ${"It is long. ".repeat(40)}`,
        "--evil",
        "Content-Type: text/plain",
        "",
        "I approve.",
        "--evil--",
        "--outer--",
      ].join("\r\n"),
    );

  it("holds as it was sent", async () => {
    expect(await check(await signed(open, multipart))).toMatchObject([{ result: "pass" }]);
  });

  it.each([
    [
      "another boundary, from within the words",
      (mail: string) => mail.replace("boundary=outer", "boundary=evil"),
    ],
    ["two boundaries", (mail: string) => mail.replace("boundary=outer", "boundary=outer; boundary=evil")],
    [
      "a boundary in pieces beside the first",
      (mail: string) => mail.replace("boundary=outer", "boundary=outer; BOUNDARY*0=ev; boundary*1=il"),
    ],
    [
      "a second Content-Type",
      (mail: string) =>
        mail.replace("Content-Type:", "Content-Type: multipart/mixed; boundary=evil\r\nContent-Type:"),
    ],
  ])("is worthless when the mail comes with %s", async (_, change) => {
    const [signature] = await check(change(await signed(open, multipart)));
    expect(signature).toMatchObject({
      result: "fail",
      why: expect.stringContaining("where its parts begin"),
    });
  });
});

it("a signature with a time that no calendar has is no proof, and breaks nothing", async () => {
  const mail = (await signed()).replace(/ t=\d+;/u, " t=99999999999999;");
  expect(mail).toContain("t=99999999999999");
  expect(await check(mail)).toEqual([{ domain: "", result: "fail", why: "its signatures cannot be read" }]);
});

it("nothing in a header reaches what all objects of a thread share", async () => {
  // mailauth reads the dots as a path. By `skip` it means signatures not to be looked at.
  const fields = [
    "ARC-Authentication-Results: i=1; mx; spf=pass __proto__.skip=yes __pro\\to__.skip=yes",
    "ARC-Seal: i=1; a=rsa-sha256; d=harbordental.example; s=s1; cv=none; b=AAAA",
    "ARC-Message-Signature: i=1; a=rsa-sha256; d=harbordental.example; s=s1; h=from; bh=x; b=AAAA",
  ];
  const one = openParsePool({ threads: 1 });
  try {
    const mail = await signed();
    for (const each of [`${fields.join("\r\n")}\r\n${mail}`, mail]) {
      const raw = Buffer.from(each);
      const { signatures } = await one.checkSignatures(raw, await lookUpKeys(lookUp, raw, true));
      expect(signatures).toMatchObject([{ result: "pass" }]);
    }
  } finally {
    await one.close();
  }
});

describe("a head that would cost its reader seconds", () => {
  const secondsOf = async (mail: string): Promise<[why: string, seconds: number]> => {
    const keysOfMail = await lookUpKeys(lookUp, Buffer.from(await signed()));
    const before = process.cpuUsage();
    const { signatures } = await checkSignatures(Buffer.from(mail, "latin1"), keysOfMail);
    const { user, system } = process.cpuUsage(before);
    return [signatures[0]?.why ?? "", (user + system) / 1e6];
  };
  const long = 98_000;

  it.each([
    [
      "carriage returns",
      (mail: string) => mail.replace("\r\nSubject:", `\r\nMess${"\r".repeat(long)}:\r\nSubject:`),
      "two ways",
    ],
    [
      "lines that continue others",
      (mail: string) => mail.replace("\r\nSubject:", `\r\nX-Long: a${"\r\n ".repeat(long / 2)}b\r\nSubject:`),
      `more than ${headLinesMax} lines`,
    ],
    [
      "a list in its signature",
      (mail: string) => mail.replace(" t=", `${";".repeat(long)} t=`),
      `more than ${signatureBytesMax} bytes`,
    ],
    [
      "a list in a seal",
      (mail: string) => `ARC-Seal : i=1; d=harbordental.example${";".repeat(long)} s=s1\r\n${mail}`,
      `more than ${signatureBytesMax} bytes`,
    ],
  ])("by %s is not read, and proves nothing", async (_about, change, why) => {
    const [said, seconds] = await secondsOf(change(await signed()));
    expect(said).toContain(why);
    expect(seconds).toBeLessThan(1);
  });

  it("is read up to that length", async () => {
    const padded = (await signed()).replace(
      "\r\nSubject:",
      `\r\nX-Long: a${"\r\n b".repeat(headLinesMax - 30)}\r\nSubject:`,
    );
    expect((await secondsOf(padded))[0]).toContain("holds");
    const seal = `ARC-Seal: i=1; d=harbordental.example; x=${";".repeat(signatureBytesMax - 2_000)} s=s1\r\n`;
    const [said, seconds] = await secondsOf(`${seal}${await signed()}`);
    expect(said).not.toContain("bytes");
    expect(seconds).toBeLessThan(10);
  });
});
