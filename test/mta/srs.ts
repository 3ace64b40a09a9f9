// postsrsd for the tests: gives Postfix an envelope sender of the forwarder's own domain in place of the author's.
import { spawn, type ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Ports } from "./ports.ts";

export function startSrs(
  folder: string,
  { srsForwardPort, srsReversePort }: Pick<Ports, "srsForwardPort" | "srsReversePort">,
): ChildProcess {
  const secret = join(folder, "srs-secret");
  writeFileSync(secret, "a secret of this test run\n", { mode: 0o600 });
  const options = [`-s${secret}`, "-dnorthbeam.example", `-f${srsForwardPort}`, `-r${srsReversePort}`];
  return spawn("postsrsd", [...options, "-l127.0.0.1", "-4"], { stdio: "ignore" });
}
