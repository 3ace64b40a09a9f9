// A process that answers replies with one program, one at a time: the program's name is its argument, replies come and answers
// go as messages. It is ended from outside when one takes too long.
import { libraries, type Given, type LibraryName } from "./library.ts";

/** What the process sends: once that it is ready, then for each reply what the program shows, or the fault it threw. */
export type Sent = { kind: "ready" } | { kind: "answer"; reply: string } | { kind: "fault"; message: string };

const answer = libraries[process.argv[2] as LibraryName];
const send = (sent: Sent) => process.send?.(sent);

process.on("message", ({ eml, ...given }: Given) => {
  // Bytes lose their class on the way.
  const whole = { ...given, eml: eml === undefined ? undefined : Buffer.from(eml) };
  answer(whole).then(
    (reply) => send({ kind: "answer", reply }),
    (fault: unknown) => send({ kind: "fault", message: String(fault) }),
  );
});
send({ kind: "ready" });
