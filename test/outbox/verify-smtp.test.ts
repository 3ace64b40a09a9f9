// Trying a mail server out: what a real one on this machine says, and what is told of it.
import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { describe, expect, it, onTestFinished } from "vitest";
import { verifySmtp } from "../../src/outbox/verify-smtp.ts";
import { checkSmtp } from "../../src/setup/smtp.ts";
import { said as inEnglish } from "../support/said.ts";

const password = "the secret/of the test";

async function serverWith(options: SMTPServerOptions = {}): Promise<number> {
  const server = new SMTPServer({
    logger: false,
    disabledCommands: ["STARTTLS"],
    authOptional: true,
    ...options,
  });
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return (server.server.address() as AddressInfo).port;
}

/** A server that greets with these words, or with none, and says nothing more. */
async function greeterWith(words: string | undefined): Promise<number> {
  const server: Server = createServer((socket) => {
    socket.on("error", () => {});
    if (words !== undefined) socket.end(`${words}\r\n`);
    else onTestFinished(() => void socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const trial = (url: string, isTlsOptional = false) =>
  verifySmtp({ url: new URL(url), isTlsOptional, silenceMs: 300 });
const signIn = `inreply:${encodeURIComponent(password)}@`;
const users: SMTPServerOptions = {
  allowInsecureAuth: true,
  onAuth: (auth, _session, done) =>
    auth.password === password
      ? done(null, { user: "inreply" })
      : done(new Error(`Not ${auth.password ?? ""}`)),
};

describe("a mail server that is tried out", () => {
  it("is ready when it answers, with and without a user", async () => {
    const port = await serverWith(users);
    const ready = { kind: "ready", host: "127.0.0.1", port, isEncrypted: false };
    expect(await trial(`smtp://127.0.0.1:${port}`)).toEqual({ ...ready, isSignedIn: false });
    expect(await trial(`smtp://${signIn}127.0.0.1:${port}`)).toEqual({ ...ready, isSignedIn: true });
  });

  it("over TLS is ready when its certificate may be any, and else is told to be unsafe", async () => {
    const port = await serverWith({ secure: true });
    expect(await trial(`smtps://127.0.0.1:${port}`, true)).toMatchObject({
      kind: "ready",
      isEncrypted: true,
    });
    expect(await trial(`smtps://127.0.0.1:${port}`)).toMatchObject({
      kind: "fault",
      reason: expect.stringContaining("No safe connection") as string,
    });
  });

  it("that does not take the password is told, without the password", async () => {
    const port = await serverWith({
      ...users,
      onAuth: (_auth, _session, done) => done(new Error(`${password} is wrong`)),
    });
    const tried = await trial(`smtp://${signIn}127.0.0.1:${port}`);
    expect(tried).toMatchObject({
      kind: "fault",
      reason: expect.stringContaining("does not take our user or password") as string,
    });
    expect(JSON.stringify(tried)).not.toContain(password);
  });

  it.each<[string, string | undefined, string]>([
    ["is not there", "closed", "could not be used"],
    ["says nothing", undefined, "could not be used"],
    ["is busy", "421 Come again", "takes it later"],
    ["hangs up on us", "554 No service for you", "No service for you"],
  ])("that %s is told in a sentence", async (_, words, reason) => {
    const port = words === "closed" ? 1 : await greeterWith(words);
    expect(await trial(`smtp://127.0.0.1:${port}`)).toMatchObject({
      kind: "fault",
      reason: expect.stringContaining(reason) as string,
    });
  });
});

describe("what is said of a mail server", () => {
  const said = async (tried: Awaited<ReturnType<typeof trial>>) =>
    inEnglish(await checkSmtp(() => Promise.resolve(tried)))[0]!;
  const ready = {
    kind: "ready",
    host: "mail.agency.example",
    port: 587,
    isEncrypted: true,
    isSignedIn: true,
  } as const;

  it("is right when mail goes encrypted, or stays on this machine", async () => {
    expect(await said(ready)).toMatchObject({
      status: "good",
      found: expect.stringContaining("(TLS) and takes our user and password") as string,
    });
    expect(await said({ ...ready, host: "127.0.0.1", isEncrypted: false, isSignedIn: false })).toMatchObject({
      status: "good",
    });
  });

  it("is worth a look when mail goes unencrypted, and wrong when it does not go at all", async () => {
    expect(await said({ ...ready, isEncrypted: false })).toMatchObject({
      status: "warning",
      found: expect.stringContaining("and the password") as string,
    });
    expect(await said({ kind: "fault", host: "x.example", port: 25, reason: "It is closed." })).toMatchObject(
      { status: "fault" },
    );
  });
});
