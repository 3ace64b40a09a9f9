#!/usr/bin/env node
// The `inreply` command: lets Node run the TypeScript sources, then hands over to cli.ts.
if (process.argv[2] === "receive") {
  // A mail server keeps a mail for 75 (BSD sysexits EX_TEMPFAIL) and bounces it for most others: also when the sources do not load.
  const tryAgain = 75;
  process.on("exit", (code) => {
    if (code !== 0) process.exitCode = tryAgain;
  });
  for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(tryAgain));
}

// An operator types commands in folders of root's and becomes another user (sudo -u). Where the folder is closed to that one, no
// program can be started, also not the one that reads TypeScript.
try {
  process.chdir(process.cwd());
} catch {
  process.chdir("/");
}

// Not imported above: while packages are being put in place anew it is missing, and nothing would be set up by then.
const { register } = await import("tsx/esm/api");
register();
const { run } = await import("./cli.ts");
const exitCode = await run(process.argv.slice(2));
// Otherwise it is left alone: what serves sets its own.
if (exitCode !== 0) process.exitCode = exitCode;
