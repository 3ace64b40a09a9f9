// Starts an installation, or one of its processes, from the environment's settings and stops it in order on SIGINT and SIGTERM.
import { ConfigFault, readConfig, shownSettings } from "./config.ts";
import { start, type Role } from "./start.ts";

/** Whoever told it to stop waits 10 s (docker stop) before it kills. */
const stopMsMax = 9_000;

/** Answers once it has started; throws a ConfigFault or `Unavailable`. */
export async function serve(role: Role): Promise<number> {
  const config = readConfig(process.env);
  // It writes links to pages that others serve, and PORT 0 is another port each time.
  if (role === "work" && new URL(config.installation.baseUrl).port === "0")
    throw new ConfigFault([
      "BASE_URL or PORT is needed by inreply work: where inreply web serves the pages.",
    ]);
  const started = await start(config, {}, role);
  started.log.info({ role, settings: shownSettings(process.env) }, "started");
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      const late = new Promise((resolve) => setTimeout(resolve, stopMsMax));
      void Promise.race([started.stop(), late]).finally(() => process.exit(0));
    });
  }
  // The story is told by pages and workers on one clock.
  if (config.courier === "sandbox" && role === "start")
    await (await import("./sandbox/open-story.ts")).openStory(started, config.inboundToken);
  return 0;
}
