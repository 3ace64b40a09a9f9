// An installation in a process of its own, wired as `inreply start` does it, whose clock can be moved, whose couriers lose
// patience soon (SILENCE_MS), and which takes SENDGRID_URL for SendGrid.
import sendgrid from "@sendgrid/client";
import { readConfig, type Config } from "../../src/config.ts";
import type { Courier } from "../../src/outbox/courier.ts";
import { sendgridCourier } from "../../src/outbox/sendgrid.ts";
import { smtpCourier } from "../../src/outbox/smtp.ts";
import { start } from "../../src/start.ts";

let aheadMs = Number(process.env["CLOCK_AHEAD_MS"] ?? 0);
const silenceMs = Number(process.env["SILENCE_MS"] ?? 2_000);
const config = readConfig(process.env);
const started = await start(config, {
  clock: () => new Date(Date.now() + aheadMs),
  courier: impatientCourier(config),
});
started.log.info("started");
process.on("message", (order: { aheadMs: number }) => {
  ({ aheadMs } = order);
  started.workers.nudge();
});
process.once("SIGTERM", () => void started.stop().then(() => process.exit(0)));

function impatientCourier({ courier, smtpUrl, sendgridApiKey = "" }: Config): Courier {
  if (courier === "smtp")
    return smtpCourier({ url: smtpUrl!, isTlsOptional: true, silenceMs, totalMs: 2 * silenceMs });
  // The package has no setting for it, and each courier its own client.
  const { Client } = sendgrid as unknown as { Client: new () => typeof sendgrid };
  const setApiKey = Client.prototype.setApiKey;
  Client.prototype.setApiKey = function (key: string) {
    setApiKey.call(this, key);
    this.setDefaultRequest("baseUrl", process.env["SENDGRID_URL"]);
  };
  return sendgridCourier({ apiKey: sendgridApiKey, timeoutMs: silenceMs });
}
