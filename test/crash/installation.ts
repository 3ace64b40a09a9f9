// A real installation in a process of its own, to be killed. Says where it listens, and stops in order when told to.
import { readConfig } from "../../src/config.ts";
import { start } from "../../src/start.ts";

const started = await start(readConfig(process.env));
process.once("message", () => {
  void started.stop().then(() => process.disconnect());
});
process.send?.(started.localUrl);
