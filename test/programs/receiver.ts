// Another program's endpoint: a real server that writes down what it is told and answers as it is set to.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { addWebhookEndpoint } from "../../src/actions/add-webhook-endpoint.ts";
import { webhookTypes, type WebhookType } from "../../src/domain/program.ts";
import { announce } from "../../src/outbox/announce.ts";
import { claimDueWebhooks, deliverWebhook } from "../../src/programs/deliver-webhooks.ts";
import { webhooksAtOnceMax, type Programs } from "../../src/programs/programs.ts";
import { keys, outboxOf, startedAt, type App } from "../portal/app.ts";

export interface Told {
  headers: Record<string, string>;
  body: string;
}

export async function openReceiver() {
  const told: Told[] = [];
  const answer: {
    status: number;
    headers: Record<string, string>;
    isSilent?: boolean;
    before?: () => Promise<void>;
  } = {
    status: 204,
    headers: {},
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      told.push({
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(chunks).toString("utf8"),
      });
      void (answer.before?.() ?? Promise.resolve()).then(() => {
        if (answer.isSilent !== true) response.writeHead(answer.status, answer.headers).end("seen");
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return { url, told, answer };
}

/** What tells programs, as the sandbox does. */
export function programsOf(app: App, more: Partial<Programs> = {}): Programs {
  const { store, clock } = app.portal;
  return { store, clock, keys, log: pino({ level: "silent" }), isSandbox: true, ...more };
}

export async function addEndpoint(
  app: App,
  url: string,
  more: { wanted?: WebhookType[]; clientId?: number } = {},
): Promise<number> {
  const { endpointId } = await app.store.write((rows) =>
    addWebhookEndpoint(rows, startedAt, {
      url,
      wanted: more.wanted ?? webhookTypes,
      clientId: more.clientId ?? null,
      byStaffId: app.world.people.priya.id,
      keyId: keys.current.id,
      isSandbox: true,
    }),
  );
  return endpointId;
}

/** Announces what happened and tells all that is due, once. Answers how many calls that were. */
export async function tellAll(app: App, programs: Programs): Promise<number> {
  const outbox = outboxOf(app.portal);
  while ((await announce(outbox)) > 0);
  let count = 0;
  for (;;) {
    const claimed = await claimDueWebhooks(programs, webhooksAtOnceMax, []);
    if (claimed.length === 0) return count;
    for (const delivery of claimed) await deliverWebhook(programs, delivery);
    count += claimed.length;
  }
}
