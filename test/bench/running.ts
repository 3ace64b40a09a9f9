// A real installation in a process of its own: started, told what to do, and stopped.
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { addressMail, type Draft, type Mail } from "../support/load/mails.ts";
import type { Answer, Order } from "./installation.ts";

type OrderOf<Kind> = Extract<Order, { kind: Kind }>;
type AnswerOf<Kind> = Extract<Answer, { kind: Kind }>;

export interface Running {
  /** Throws when the installation ends, or says something else. */
  ask: <Kind extends Answer["kind"]>(order: OrderOf<Kind>) => Promise<AnswerOf<Kind>>;
  /** Answers when it has stopped in order. */
  stop: () => Promise<void>;
  /** Ends it at once, if it still runs. */
  kill: () => void;
}

export interface HowToRun {
  role?: "start" | "web" | "work";
  /** Not to store: mail is read whole, its caller and its form are checked, and it is answered as if it had been stored. */
  isStoring?: boolean;
  /** A program that starts it, such as strace with its options. */
  wrapper?: readonly string[];
}

export function startInstallation(databaseUrl: string, how: HowToRun = {}): Running {
  const { role = "start", isStoring = true, wrapper = [] } = how;
  const [execPath, ...execArgv] = [...wrapper, process.execPath, "--import", "tsx"];
  const child = fork(new URL("installation.ts", import.meta.url), [role, ...(isStoring ? [] : ["reads"])], {
    ...(execPath === undefined ? {} : { execPath }),
    execArgv,
    env: {
      ...process.env,
      MAIL_COURIER: "sandbox",
      // So many mails in a minute are a storm, which is not what is tried here.
      STORM_EMAILS_MAX: "1000000",
      PORT: "0",
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: "silent",
    },
  });
  return {
    ask: ((order: Order) => ask(child, order)) as Running["ask"],
    stop: async () => {
      const ended = once(child, "exit");
      child.send({ kind: "stop" } satisfies Order);
      await ended;
    },
    kill: () => void child.kill(),
  };
}

async function ask(child: ChildProcess, order: Order): Promise<Answer> {
  const answered = new Promise<Answer>((resolve, reject) => {
    const ended = () => reject(new Error("The installation ended."));
    child.once("exit", ended);
    child.once("message", (answer) => {
      child.off("exit", ended);
      resolve(answer as Answer);
    });
  });
  child.send(order);
  const answer = await answered;
  if (answer.kind !== order.kind)
    throw new Error(`The installation answered ${answer.kind} to ${order.kind}.`);
  return answer;
}

/** Opens a task for each sender, and addresses each list of mails to these. */
export async function openFor(
  running: Running,
  ...lists: readonly Draft[][]
): Promise<{ localUrl: string; lists: Mail[][] }> {
  const addresses = [...new Set(lists.flat().map(({ from }) => from))];
  const { localUrl, replyAddresses } = await running.ask({ kind: "open", addresses });
  const addressed = (draft: Draft) => addressMail(draft, replyAddresses[draft.from] ?? "");
  return { localUrl, lists: lists.map((drafts) => drafts.map(addressed)) };
}
