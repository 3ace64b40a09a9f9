// A mail of fixtures/webhooks as the message that its sender's program sent, written by nodemailer.
import MimeNode from "nodemailer/lib/mime-node";
import { encodeText } from "./encode-text.ts";
import type { WebhookFile, WebhookMail } from "./mails.ts";

/** The whole message (RFC 5322), to this address. */
export async function rawMessage(mail: WebhookMail, to: string): Promise<Buffer> {
  const root = rootOf(mail);
  root.setHeader({
    From: mail.from,
    To: { name: "Northbeam", address: to },
    Date: "Mon, 2 Mar 2026 09:30:00 +0000",
    "Message-ID": mail.messageId,
    ...mail.headers,
  });
  root.setHeader("Subject", subjectOf(mail));
  return root.build();
}

/** Old programs write the subject in the charset of the words. */
function subjectOf({ subject, charset, saidCharset }: WebhookMail) {
  if (charset === "utf-8" || saidCharset !== undefined || /^[ -~]*$/u.test(subject)) return subject;
  const words = encodeText(subject, charset).toString("base64");
  return { prepared: true, value: `=?${charset}?B?${words}?=` };
}

function rootOf(mail: WebhookMail): MimeNode {
  const others = mail.files.filter(
    ({ isInline, isAlternative }) => isInline !== true && isAlternative !== true,
  );
  const shown = relatedTo(mail, alternativesOf(mail));
  if (others.length === 0 && mail.container === undefined)
    return shown ?? leaf("text/plain", Buffer.alloc(0));
  const nodes = [...(shown === undefined ? [] : [shown]), ...others.map(fileNode)];
  if (mail.container === undefined && nodes.length === 1) return nodes[0]!;
  return around(mail.container ?? "multipart/mixed", nodes);
}

function alternativesOf(mail: WebhookMail): MimeNode | undefined {
  const said = mail.saidCharset ?? mail.charset;
  const flow = mail.flowed === true ? "; format=flowed" : "";
  const nodes = [
    ...(mail.text === undefined
      ? []
      : [leaf(`text/plain; charset=${said}${flow}`, mail.text, mail.transfer)]),
    ...(mail.html === undefined ? [] : [leaf(`text/html; charset=${said}`, mail.html, mail.transfer)]),
    ...mail.files.filter(({ isAlternative }) => isAlternative).map(fileNode),
  ];
  return nodes.length > 1 ? around("multipart/alternative", nodes) : nodes[0];
}

function relatedTo(mail: WebhookMail, body: MimeNode | undefined): MimeNode | undefined {
  const pictures = mail.files.filter(({ isInline }) => isInline).map(fileNode);
  if (body === undefined || pictures.length === 0) return body;
  return around("multipart/related", [body, ...pictures]);
}

function around(type: string, nodes: MimeNode[]): MimeNode {
  const node = new MimeNode(type);
  for (const each of nodes) node.appendChild(each);
  return node;
}

function leaf(type: string, content: Buffer, transfer?: string): MimeNode {
  const node = new MimeNode(type).setContent(content);
  if (transfer !== undefined) node.setHeader("Content-Transfer-Encoding", transfer);
  return node;
}

function fileNode(file: WebhookFile): MimeNode {
  const node = new MimeNode(
    `${file.type}${file.parameters ?? ""}`,
    file.name === undefined ? {} : { filename: file.name },
  );
  const isMachine = /^message\/|rfc822-headers$/u.test(file.type);
  if (!isMachine) node.setHeader("Content-Transfer-Encoding", "base64");
  if (file.name !== undefined)
    node.setHeader("Content-Disposition", file.isInline === true ? "inline" : "attachment");
  else if (!isMachine && file.isAlternative !== true) node.setHeader("Content-Disposition", "attachment");
  if (file.contentId !== undefined) node.setHeader("Content-Id", `<${file.contentId}>`);
  return node.setContent(file.content);
}
