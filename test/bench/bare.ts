// Measures the pipeline that one would write in an afternoon (bare-server.ts) over the same mails.
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { addressMail, type Draft } from "../support/load/mails.ts";
import { postMails } from "./post-mails.ts";

/** Mails a second. */
export async function measureBare(folder: string, warmUp: Draft[], drafts: Draft[]): Promise<number> {
  const child = fork(new URL("bare-server.ts", import.meta.url), [join(folder, "bare.db")], {
    execArgv: ["--import", "tsx"],
  });
  try {
    const [port] = (await once(child, "message")) as [number];
    const addressed = (draft: Draft) => addressMail(draft, "reply@bare.example");
    const localUrl = `http://127.0.0.1:${port}`;
    await postMails(localUrl, warmUp.map(addressed));
    const mails = drafts.map(addressed);
    const startedAt = performance.now();
    await postMails(localUrl, mails);
    return (mails.length * 1_000) / (performance.now() - startedAt);
  } finally {
    child.kill();
  }
}
