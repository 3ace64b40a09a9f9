// What README.md tells other programs, run for real: its code proves our calls, and its example is one of them.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, vi } from "vitest";
import { scopes, webhookTypes } from "../../src/domain/program.ts";
import { shownWebhookSecret, webhookSecret } from "../../src/threading/program-token.ts";
import { openProgram } from "../api/program.ts";
import { keys, openApp } from "../portal/app.ts";
import { addEndpoint, openReceiver, programsOf, tellAll } from "./receiver.ts";

const readme = readFileSync(fileURLToPath(new URL("../../README.md", import.meta.url)), "utf8");
const section = readme.slice(readme.indexOf("\n## Other programs"), readme.indexOf("\n## Commands"));
const blockOf = (language: string) => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, "u").exec(section)![1]!;

type Prove = (secret: string, headers: Record<string, string>, rawBody: string) => boolean;

it("the code in README.md takes our calls, and none that was changed, is old, or is another's", async () => {
  const app = await openApp();
  const receiver = await openReceiver();
  const endpointId = await addEndpoint(app, receiver.url);
  await app.taskWith({
    clientId: app.world.clients.harbor,
    author: app.world.people.ann,
    title: "Booking form",
    text: "Please add a field. Grüße 🦊",
  });
  await tellAll(app, programsOf(app));
  const file = join(mkdtempSync(join(process.env["TEST_FOLDER"]!, "readme-")), "prove.mjs");
  writeFileSync(file, blockOf("js"));
  const { isFromInreply } = (await import(file)) as { isFromInreply: Prove };
  const secretOf = (id: number) => shownWebhookSecret(webhookSecret(keys, { id, keyId: 1, version: 0 })!);
  const [call] = receiver.told;
  vi.useFakeTimers({ now: app.time.now, toFake: ["Date"] });
  try {
    for (const { headers, body } of receiver.told) {
      expect(isFromInreply(secretOf(endpointId), headers, body)).toBe(true);
    }
    const { headers, body } = call!;
    expect(isFromInreply(secretOf(endpointId), headers, `${body} `)).toBe(false);
    expect(isFromInreply(secretOf(endpointId + 1), headers, body)).toBe(false);
    expect(isFromInreply(secretOf(endpointId), { ...headers, "webhook-id": "evt_9" }, body)).toBe(false);
    expect(isFromInreply(secretOf(endpointId), { ...headers, "webhook-signature": "v1,AAAA" }, body)).toBe(
      false,
    );
    vi.setSystemTime(app.time.now.getTime() + 301_000);
    expect(isFromInreply(secretOf(endpointId), headers, body)).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});

it("the example in README.md has the shape of what is told", async () => {
  const app = await openApp();
  const receiver = await openReceiver();
  await addEndpoint(app, receiver.url, { wanted: ["message.posted"] });
  await app.taskWith({ clientId: app.world.clients.harbor, author: app.world.people.ann });
  await tellAll(app, programsOf(app));
  const shape = (value: unknown): unknown =>
    typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shape(inner)]))
      : typeof value;
  expect(shape(JSON.parse(blockOf("json")))).toEqual(shape(JSON.parse(receiver.told[0]!.body)));
});

it("README.md names every scope, every type and every call, and its request is taken", async () => {
  for (const name of [...scopes, ...webhookTypes]) expect(section).toContain(`\`${name}\``);
  const body = /-d '(\{.*\})'/u.exec(section)![1]!;
  const app = await openApp();
  const program = await openProgram(app);
  expect((await program.post("/requests", body)).status).toBe(201);
  expect((await program.get("/tasks?stage=working")).status).toBe(200);
});
