// What one would write in an afternoon, as a peer: express, busboy, mailparser, email-reply-parser and better-sqlite3, one mail after
// another: parsed, cut, stored with a notification, and then answered. Argument: the database file. Says where it listens.
import type { AddressInfo } from "node:net";
import Database from "better-sqlite3";
import busboy from "busboy";
import EmailReplyParser from "email-reply-parser";
import express, { type Request, type Response } from "express";
import { simpleParser } from "mailparser";

const database = new Database(process.argv[2]);
database.pragma("journal_mode = WAL");
database.pragma("synchronous = FULL");
database.exec(
  `create table messages (id integer primary key, sender text, subject text, message_id text unique, text text, raw blob);
   create table attachments (message_id integer, filename text, bytes blob);
   create table notifications (message_id integer, subject text, body text)`,
);
const addMessage = database.prepare(
  "insert into messages (sender, subject, message_id, text, raw) values (?, ?, ?, ?, ?) on conflict do nothing",
);
const addAttachment = database.prepare("insert into attachments values (?, ?, ?)");
const addNotification = database.prepare("insert into notifications values (?, ?, ?)");

const app = express();
app.post("/inbound/sendgrid", (request, response) => take(request, response));

async function take(request: Request, response: Response): Promise<void> {
  const raw = await readEmail(request);
  const mail = await simpleParser(raw);
  const reply = new EmailReplyParser().read(mail.text ?? "").getVisibleText();
  database.transaction(() => {
    const { lastInsertRowid: id } = addMessage.run(mail.from?.text, mail.subject, mail.messageId, reply, raw);
    for (const { filename, content } of mail.attachments) addAttachment.run(id, filename, content);
    addNotification.run(id, mail.subject, `${mail.from?.text} wrote:\n\n${reply}`);
  })();
  response.json({ stored: 1 });
}
const server = app.listen(0, "127.0.0.1", () => {
  process.send?.((server.address() as AddressInfo).port);
});
process.once("disconnect", () => process.exit(0));

function readEmail(request: Request): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const form = busboy({
      headers: request.headers,
      limits: { fieldSize: 40_000_000 },
      defCharset: "latin1",
    });
    form.on("field", (name, value) => {
      if (name === "email") resolve(Buffer.from(value, "latin1"));
    });
    form.on("error", reject);
    form.on("close", () => reject(new Error("The form has no email.")));
    request.pipe(form);
  });
}
