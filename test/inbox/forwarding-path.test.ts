// By whom a mail was passed on is read from its envelope and headers; its author stays who wrote it.
import { describe, expect, it } from "vitest";
import { classify } from "../../src/inbox/classify.ts";
import { findForwardingPath, isRewrittenEnvelope } from "../../src/inbox/forwarding-path.ts";
import { parseEmail } from "../../src/inbox/parse.ts";
import { forwardedBy, forwarders } from "../support/forwarded.ts";

const intake = "in-7@reply.northbeam.example";
const mail = { intake, id: "<1@harbordental.example>" };
const own = {
  isOwnMessageId: () => false,
  isOwnLoopMarker: () => false,
  isOwnAddress: () => false,
  isOurGroup: (address: string) => address.endsWith("@northbeam.example"),
  probeOf: () => undefined,
};

async function headOf(...lines: string[]) {
  return parseEmail(
    Buffer.from(["From: Ann <ann@harbordental.example>", ...lines, "", "Hello"].join("\r\n")),
  );
}

describe.each(forwarders)("$file", (forwarder) => {
  it("is told by whom it forwarded, in a sentence", async () => {
    const { email, from, to } = forwardedBy(forwarder, mail);
    const path = findForwardingPath(await parseEmail(Buffer.from(email)), { from, to });
    expect(path).toMatchObject({ sign: forwarder.sign, by: forwarder.by });
    expect(path?.isEnvelopeRewritten).toBe(isRewrittenEnvelope(from));
    expect(path?.why).toMatch(/ forwarded it: .+\.$/u);
  });

  it("is written by a person, also where it emptied the envelope sender", async () => {
    const { email, from, to } = forwardedBy(forwarder, mail);
    const parsed = await parseEmail(Buffer.from(email));
    expect(parsed.from).toEqual([{ name: "Ann Weber", address: "ann@harbordental.example" }]);
    expect(classify(parsed, { from, to }, own).kind).toBe("human");
    const emptied = await parseEmail(Buffer.from(`Return-Path: <>\r\n${email}`));
    expect(classify(emptied, { from: "", to }, own).kind).toBe("human");
    const complaint = forwardedBy(forwarder, { ...mail, subject: "Delivery problem: where is my order?" });
    expect(classify(await parseEmail(Buffer.from(complaint.email)), { from: "", to }, own).kind).toBe(
      "human",
    );
  });

  it("passes on an out-of-office answer that stays one", async () => {
    const { email, from, to } = forwardedBy(forwarder, mail);
    const answer = await parseEmail(Buffer.from(`Auto-Submitted: auto-replied\r\n${email}`));
    expect(classify(answer, { from, to }, own).kind).toBe("auto_reply");
  });
});

describe("an envelope sender", () => {
  it.each([
    ["ann+caf_=in-7=reply.northbeam.example@gmail.com", true],
    ["SRS0=HHH=TT=orig.example=ann@forwarder.example", true],
    ["srs0+HHH=TT=orig.example=ann@forwarder.example", true],
    ["SRS1=HHH=first.example==HHH=TT=orig.example=ann@second.example", true],
    ["SRS0-HHH=TT=orig.example=ann@forwarder.example", true],
    ["bounces+SRS=DmMzc=V3@tenant.onmicrosoft.com", true],
    ["help+bncBDLKPY4HVQKBBU5O6AKQMGQEXAMPLE@groups.example", true],
    ["ann@harbordental.example", false],
    ["prvs=0123abcdef=ann@harbordental.example", false],
    ["prvs=ann=0123abcdef@harbordental.example", false],
    ["bounce+7=ann=harbordental.example@lists.example", false],
    ["srs@harbordental.example", false],
    ["ann+bnc@harbordental.example", false],
    ["", false],
    ["@", false],
  ])("%s is a forwarder's: %s", (address, isRewritten) => {
    expect(isRewrittenEnvelope(address)).toBe(isRewritten);
  });
});

describe("no forwarder", () => {
  const direct = { from: "ann@harbordental.example", to: intake };

  it("is seen in a mail that came straight to us, whatever our own server wrote on it", async () => {
    const email = await headOf(`Delivered-To: ${intake}`, `X-Original-To: ${intake}`, `To: ${intake}`);
    expect(findForwardingPath(email, direct)).toBeUndefined();
  });

  it("is an answer of a rule's own mailbox, which stays automatic", async () => {
    const email = await headOf(
      `To: ${intake}`,
      "X-MS-Exchange-Inbox-Rules-Loop: ann@harbordental.example",
      "x-ms-exchange-generated-message-source: Mailbox Rules Agent",
      "auto-submitted: auto-generated",
    );
    expect(findForwardingPath(email, direct)).toBeUndefined();
    expect(classify(email, direct, own).kind).toBe("auto_reply");
  });

  it("stands behind a null sender that answers us directly", async () => {
    const email = await headOf("Return-Path: <>", `To: ${intake}`);
    expect(classify(email, { from: "", to: intake }, own).kind).toBe("auto_reply");
  });

  it("is taken for a foreign mailing list's, which stays automatic mail", async () => {
    const email = await headOf(
      "Precedence: list",
      "List-ID: <news.elsewhere.example>",
      "X-Google-Group-Id: 1",
      "List-Post: <mailto:news@elsewhere.example>",
    );
    expect(classify(email, direct, own).kind).toBe("auto_reply");
  });
});

it("names whoever resent it by hand, and keeps its author", async () => {
  const email = await headOf("Resent-From: Priya <priya@northbeam.example>", `Resent-To: ${intake}`);
  const path = findForwardingPath(email, { from: "priya@northbeam.example", to: intake });
  expect(path).toMatchObject({ sign: "resent", by: "priya@northbeam.example", isEnvelopeRewritten: false });
  expect(path?.why).toBe("priya@northbeam.example forwarded it: it carries Resent-From.");
});

it("takes Auto-Submitted: auto-forwarded for a person's mail", async () => {
  const email = await headOf("Auto-Submitted: auto-forwarded", `To: ${intake}`);
  expect(classify(email, { from: "ann@harbordental.example", to: intake }, own).kind).toBe("human");
});
