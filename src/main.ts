// Starts an installation from the environment's settings and stops it in order on SIGINT and SIGTERM.
import { ConfigFault, readConfig, shownSettings } from "./config.ts";
import { openStory } from "./sandbox/open-story.ts";
import { start } from "./start.ts";
import { Unavailable, unavailableExit } from "./unavailable.ts";

/** BSD sysexits EX_CONFIG. */
const configFaultExit = 78;

try {
  const config = readConfig(process.env);
  const started = await start(config);
  started.log.info({ settings: shownSettings(process.env) }, "started");
  if (config.courier === "sandbox") await openStory(started, config.inboundToken);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void started.stop().then(() => process.exit(0));
    });
  }
} catch (fault) {
  if (!(fault instanceof ConfigFault || fault instanceof Unavailable)) throw fault;
  console.error(fault.message);
  process.exitCode = fault instanceof ConfigFault ? configFaultExit : unavailableExit;
}
