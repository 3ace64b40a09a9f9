// A mail server that takes what an installation sends, or behaves badly as it is told to. Keeps what it got, to be compared with the rows.
import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { contentHash } from "../../src/store/blobs.ts";

/** What it does with one mail. All but the first two leave the other side without an answer to what it handed over. */
export const smtpManners = [
  "takes it",
  /** 451, once it has all of it. */
  "takes it later",
  /** 421 at MAIL FROM, which asks to come again. */
  "takes no more just now",
  /** The last byte came, it is on record here, and the connection breaks before that is said. */
  "takes it and breaks off",
  "breaks off in the midst",
  /** Says that it says no more (FIN) and reads on. */
  "half-closes",
  "falls silent",
] as const;
export type SmtpManner = (typeof smtpManners)[number];

/** As long as a server takes that writes to its disk; in this while a mail is there and its sender does not know it. */
const answerMs = 25;

export interface Taken {
  messageId: string;
  to: string;
  /** Of all its bytes, but for what parts its pieces. */
  sha256: string;
  subject: string;
}

/** Whoever takes emails from an installation. */
export interface Post<Manner extends string = string> {
  port: number;
  /** In the order in which they came. */
  taken: readonly Taken[];
  /** How often it behaved how. */
  counts: Partial<Record<Manner, number>>;
  /** Chooses a manner for each mail from now on. */
  behave(choose: () => Manner): void;
  close: () => Promise<void>;
}

export async function openPost(): Promise<Post<SmtpManner>> {
  const taken: Taken[] = [];
  const counts: Partial<Record<SmtpManner, number>> = {};
  let choose: () => SmtpManner = () => "takes it";
  const chosen = new WeakMap<SMTPServerSession, SmtpManner>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    // Those that hang are cut when the test is over.
    closeTimeout: 100,
    onMailFrom(_, session, callback) {
      const manner = choose();
      chosen.set(session, manner);
      counts[manner] = (counts[manner] ?? 0) + 1;
      if (manner === "takes no more just now") callback(answer(421, "4.7.0 Too many, come again later"));
      else callback();
    },
    onData(stream, session, callback) {
      const manner = chosen.get(session) ?? "takes it";
      const socket = socketOf(server, session);
      const chunks: Buffer[] = [];
      if (manner === "breaks off in the midst") {
        stream.once("data", () => socket?.destroy());
        return;
      }
      // Behind the 354 that lets the mail come.
      if (manner === "half-closes") setImmediate(() => socket?.end());
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        if (manner === "takes it later") return callback(answer(451, "4.3.0 Come again later"));
        if (manner === "falls silent" || manner === "half-closes") return;
        const raw = Buffer.concat(chunks);
        for (const { address } of session.envelope.rcptTo) taken.push({ to: address, ...readMail(raw) });
        if (manner === "takes it and breaks off") socket?.destroy();
        else setTimeout(callback, answerMs);
      });
    },
  });
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  return {
    port: (server.server.address() as AddressInfo).port,
    taken,
    counts,
    behave: (next) => {
      choose = next;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function answer(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}

/** The package keeps it to itself. */
function socketOf(server: SMTPServer, { id }: SMTPServerSession): Socket | undefined {
  const { connections } = server as unknown as {
    connections: Set<Record<"_socket", Socket> & { id: string }>;
  };
  return [...connections].find((connection) => connection.id === id)?.["_socket"];
}

function readMail(raw: Buffer): Omit<Taken, "to"> {
  const head = raw
    .subarray(0, raw.indexOf("\r\n\r\n"))
    .toString("latin1")
    .replaceAll(/\r\n[ \t]+/gu, " ");
  const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, "imu").exec(head)?.[1] ?? "";
  return {
    messageId: field("Message-ID"),
    subject: field("Subject"),
    sha256: contentHash(Buffer.from(withoutBoundaries(raw))),
  };
}

/** nodemailer draws them anew each time. */
function withoutBoundaries(raw: Buffer): string {
  return raw.toString("latin1").replaceAll(/--_NmP-[0-9a-f]+/gu, "--");
}
