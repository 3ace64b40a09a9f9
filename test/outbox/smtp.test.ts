// What the SMTP courier hands over, and what it makes of every way in which a mail server can answer or fall silent. The
// servers are real sockets on this machine.
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, it } from "vitest";
import type { Courier, OutgoingEmail } from "../../src/outbox/courier.ts";
import { smtpCourier, type SmtpSettings } from "../../src/outbox/smtp.ts";
import { sampleEmail } from "./sample-email.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

function courierTo(url: string, settings: Partial<SmtpSettings> = {}): Courier {
  const courier = smtpCourier({ url: new URL(url), isTlsOptional: false, ...settings });
  closing.push(() => courier.close?.());
  return courier;
}

interface Taken {
  raw: Buffer;
  from: string | undefined;
  to: string[];
  isSecure: boolean;
  connection: string;
}

/** A whole mail server that takes everything, unless it is told otherwise. */
async function startServer(options: SMTPServerOptions = {}): Promise<{ port: number; taken: Taken[] }> {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      const { mailFrom, rcptTo } = session.envelope;
      const envelope = {
        from: mailFrom ? mailFrom.address : undefined,
        to: rcptTo.map(({ address }) => address),
      };
      stream.on("end", () => {
        const { secure: isSecure, id: connection } = session;
        taken.push({ raw: Buffer.concat(chunks), ...envelope, isSecure, connection });
        callback();
      });
    },
    ...options,
  });
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, taken };
}

const goodAnswers: Record<string, string> = {
  CONNECT: "220 mail.example ESMTP",
  EHLO: "250 mail.example",
  MAIL: "250 2.1.0 Ok",
  RCPT: "250 2.1.5 Ok",
  DATA: "354 End data with <CR><LF>.<CR><LF>",
  BODY: "250 2.0.0 Ok: queued",
  QUIT: "221 Bye",
};
type Answers = Record<string, string | ((socket: Socket) => void)>;

/** A mail server that answers by a script: a line, or whatever a function does to the connection. */
async function startScript(answers: Answers): Promise<{ port: number; commands: string[] }> {
  const commands: string[] = [];
  const server = createServer((socket) => {
    let isBody = false;
    let buffer = "";
    const answer = (command: string) => {
      commands.push(command);
      const given = answers[command] ?? goodAnswers[command] ?? "250 Ok";
      if (typeof given === "string") socket.write(`${given}\r\n`);
      else given(socket);
      isBody = command === "DATA" && typeof given === "string" && given.startsWith("354");
    };
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      buffer += chunk.toString("latin1");
      if (isBody && answers["HALF"] !== undefined && typeof answers["HALF"] === "function") {
        answers["HALF"](socket);
      }
      for (let end = lineEnd(buffer, isBody); end >= 0; end = lineEnd(buffer, isBody)) {
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + (isBody ? 5 : 2));
        answer(isBody ? "BODY" : line.split(/[ :]/u)[0]!.toUpperCase());
      }
    });
    answer("CONNECT");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => server.close());
  return { port: (server.address() as AddressInfo).port, commands };
}

const lineEnd = (buffer: string, isBody: boolean) => buffer.indexOf(isBody ? "\r\n.\r\n" : "\r\n");
const hangUp = (socket: Socket) => void socket.destroy();
const say = (words: string) => (socket: Socket) => void socket.end(`${words}\r\n`);
const beSilent = () => {};

/** What becomes of an email at a server with this script. */
async function outcomeAt(answers: Answers, email: OutgoingEmail = sampleEmail) {
  const { port } = await startScript(answers);
  return courierTo(`smtp://127.0.0.1:${port}`, { silenceMs: 300, totalMs: 1_500 }).send(email);
}

describe("a mail server that takes the email", () => {
  it("gets it from its bounce address for one recipient, byte for byte as it was composed", async () => {
    const { port, taken } = await startServer();
    expect(await courierTo(`smtp://127.0.0.1:${port}`).send(sampleEmail)).toEqual({ kind: "sent" });
    expect(taken).toMatchObject([{ from: sampleEmail.envelopeFrom, to: [sampleEmail.to.address] }]);
    const mail = await simpleParser(taken[0]!.raw);
    expect([mail.messageId, mail.subject, mail.replyTo?.text]).toEqual([
      sampleEmail.headers["Message-ID"],
      sampleEmail.subject,
      sampleEmail.replyTo,
    ]);
    expect([mail.text, mail.html]).toEqual([sampleEmail.text, sampleEmail.html]);
  });

  it("gets many over few connections", async () => {
    const { port, taken } = await startServer();
    const courier = courierTo(`smtp://127.0.0.1:${port}`);
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => courier.send(sampleEmail)));
    expect(outcomes.every(({ kind }) => kind === "sent")).toBe(true);
    expect(new Set(taken.map(({ connection }) => connection)).size).toBeLessThanOrEqual(5);
  });

  it("is told user and password as they are percent-encoded in SMTP_URL", async () => {
    const told: unknown[] = [];
    const { port } = await startServer({
      authOptional: false,
      onAuth: ({ username, password }, _session, callback) => {
        told.push([username, password]);
        callback(null, { user: "x" });
      },
    });
    const outcome = await courierTo(`smtp://in%40reply:p%2Fa%3As%25s@127.0.0.1:${port}`).send(sampleEmail);
    expect(outcome).toEqual({ kind: "sent" });
    expect(told).toEqual([["in@reply", "p/a:s%s"]]);
  });

  it("gets a line that begins with a dot whole", async () => {
    const { port, taken } = await startServer();
    await courierTo(`smtp://127.0.0.1:${port}`).send({ ...sampleEmail, text: ".\n..\n.end" });
    expect((await simpleParser(taken[0]!.raw)).text).toBe(".\n..\n.end");
  });
});

describe("a mail server that answers no", () => {
  it.each([
    ["421 4.3.2 Shutting down", "CONNECT", "retry"],
    ["554 5.7.1 No service for you", "CONNECT", "retry"],
    ["450 4.7.1 Greylisted", "RCPT", "retry"],
    ["452 4.2.2 Mailbox full", "RCPT", "retry"],
    ["550 5.1.1 No such user", "RCPT", "refused"],
    ["554 5.7.1 Relay access denied", "RCPT", "retry"],
    ["451 4.3.0 Try later", "MAIL", "retry"],
    ["553 5.7.1 Sender address rejected: not owned by user", "MAIL", "retry"],
    ["552 5.3.4 Message size exceeds fixed limit", "MAIL", "refused"],
    ["451 4.3.0 Queue full", "DATA", "retry"],
    ["421 4.4.2 Timeout", "BODY", "retry"],
    ["452 4.3.1 Insufficient storage", "BODY", "retry"],
    ["550 5.7.1 Spam", "BODY", "refused"],
    ["554 5.6.0 Malformed", "BODY", "refused"],
  ] as const)("with “%s” to %s: %s, in its own words", async (answer, command, kind) => {
    const outcome = await outcomeAt({ [command]: say(answer) });
    expect(outcome.kind).toBe(kind);
    expect(outcome).toMatchObject({ reason: expect.stringContaining(answer.slice(4)) });
  });

  it("because the email is larger than it says it takes: refused, and not a byte is sent", async () => {
    const { port, commands } = await startScript({ EHLO: "250-mail.example\r\n250 SIZE 500" });
    const outcome = await courierTo(`smtp://127.0.0.1:${port}`).send(sampleEmail);
    expect(outcome).toMatchObject({ kind: "refused", reason: expect.stringContaining("this large") });
    expect(commands).not.toContain("MAIL");
  });

  it("to our password: tried again, since the operator can mend it, and the password is nowhere in the reason", async () => {
    const { port } = await startServer({
      authOptional: false,
      onAuth: (_auth, _session, callback) => callback(new Error("Wrong password hunter-22")),
    });
    const outcome = await courierTo(`smtp://inreply:hunter-22@127.0.0.1:${port}`).send(sampleEmail);
    expect(outcome).toMatchObject({ kind: "retry", reason: expect.stringContaining("SMTP_URL") });
    expect(JSON.stringify(outcome)).not.toContain("hunter-22");
  });

  it("leaves the connection to the emails after it", async () => {
    let refusals = 0;
    const { port, taken } = await startServer({
      onRcptTo: ({ address }, _session, callback) =>
        address.startsWith("nobody") ? callback(refusal(++refusals)) : callback(),
    });
    const courier = courierTo(`smtp://127.0.0.1:${port}`);
    const nobody = { ...sampleEmail, to: { name: "", address: "nobody@harbordental.example" } };
    expect((await courier.send(nobody)).kind).toBe("refused");
    expect((await courier.send(sampleEmail)).kind).toBe("sent");
    expect([refusals, taken.length]).toEqual([1, 1]);
  });
});

const refusal = (_count: number) => Object.assign(new Error("5.1.1 No such user"), { responseCode: 550 });

describe("a connection that breaks", () => {
  it("before there is one: tried again", async () => {
    const { port } = await startScript({});
    await closing.pop()!();
    const outcome = await courierTo(`smtp://127.0.0.1:${port}`).send(sampleEmail);
    expect(outcome).toMatchObject({ kind: "retry", reason: expect.stringContaining("could not be used") });
  });

  it.each(["CONNECT", "EHLO", "MAIL", "RCPT", "DATA"])("at %s: tried again", async (command) => {
    expect((await outcomeAt({ [command]: hangUp })).kind).toBe("retry");
  });

  it.each(["CONNECT", "EHLO", "MAIL", "RCPT", "DATA"])(
    "because the server says nothing after %s: tried again",
    async (command) => {
      expect((await outcomeAt({ [command]: beSilent })).kind).toBe("retry");
    },
  );

  it("while a long email is on its way: tried again, since no server takes one without its end", async () => {
    const bytes = new Uint8Array(8 * 1024 * 1024);
    const file = { filename: "long.bin", contentType: "application/octet-stream", contentId: null, bytes };
    const outcome = await outcomeAt({ HALF: hangUp }, { ...sampleEmail, attachments: [file] });
    expect(outcome).toMatchObject({ kind: "retry", reason: expect.stringContaining("half-way") });
  });

  it.each([
    ["hangs up", hangUp],
    ["says nothing", beSilent],
  ])("after the whole email, when the server %s: nobody knows whether it was taken", async (_, does) => {
    const outcome = await outcomeAt({ BODY: does });
    expect(outcome).toMatchObject({ kind: "unknown", reason: expect.stringContaining("may have taken") });
  });

  it("does not stop the next email", async () => {
    let calls = 0;
    const { port } = await startScript({
      BODY: (socket) => (++calls === 1 ? hangUp(socket) : void socket.write("250 Ok\r\n")),
    });
    const courier = courierTo(`smtp://127.0.0.1:${port}`, { silenceMs: 500 });
    expect((await courier.send(sampleEmail)).kind).toBe("unknown");
    expect((await courier.send(sampleEmail)).kind).toBe("sent");
  });

  it("by a server that speaks nonsense, or without end: tried again", async () => {
    expect((await outcomeAt({ CONNECT: "HTTP/1.1 400 Bad Request" })).kind).toBe("retry");
    const flood = (socket: Socket) => void socket.write(`250-${"x".repeat(3_000_000)}`);
    expect((await outcomeAt({ EHLO: flood })).kind).toBe("retry");
  });
});

describe("TLS", () => {
  // smtp-server has a certificate of its own for localhost that nobody vouches for.
  it("with a certificate that nobody vouches for is no safe connection", async () => {
    const { port, taken } = await startServer({ secure: true });
    const outcome = await courierTo(`smtps://127.0.0.1:${port}`).send(sampleEmail);
    expect(outcome).toMatchObject({ kind: "retry", reason: expect.stringContaining("SMTP_TLS") });
    expect(taken).toEqual([]);
  });

  it("does for an installation that asks for no more", async () => {
    const { port, taken } = await startServer({ secure: true });
    const courier = courierTo(`smtps://127.0.0.1:${port}`, { isTlsOptional: true });
    expect(await courier.send(sampleEmail)).toEqual({ kind: "sent" });
    expect(taken[0]?.isSecure).toBe(true);
  });

  it("is required of every other machine: without STARTTLS nothing is sent there", async () => {
    const { port, commands } = await startScript({});
    // A name of this machine that is not known as such, as any other machine's.
    const url = `smtp://[::ffff:127.0.0.1]:${port}`;
    const outcome = await courierTo(url, { silenceMs: 500 }).send(sampleEmail);
    expect(outcome.kind).toBe("retry");
    expect(commands).not.toContain("MAIL");
    expect(await courierTo(url, { isTlsOptional: true }).send(sampleEmail)).toEqual({ kind: "sent" });
  });
});
