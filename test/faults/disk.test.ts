// The disk of a SQLite database has no room left, or takes no writes any more, while mail comes in: it is answered 503, nothing
// that was taken is lost, and once there is room all goes on by itself.
import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { mountDisk, type Disk } from "./disk.ts";
import { tellFigures } from "./figures.ts";
import { NotStarted, startLife, type Life } from "./life.ts";
import { mailsOfFault } from "./scale.ts";
import { expectWhole, openScene, settle, type Scene } from "./scene.ts";

/** Room for some of the mails and not for all. */
const freeBytes = mailsOfFault * 20_000;
const fullMs = 3_000;
const timeout = 240_000;

it.concurrent("a full disk", { timeout }, async ({ onTestFinished }) => {
  const { disk, scene } = await openOnDisk(onTestFinished, "tmpfs");
  const life = await scene.live();
  disk.fill(freeBytes);
  await sendUntilPutOff(scene, life);
  expect(await healthOf(life)).toBe(200);
  const putOff = await startOn(scene);
  expect(putOff).toMatchObject({ exit: 69 });
  expect(putOff.said).toMatch(
    /^The database that DATABASE_URL names cannot be opened: .*(?:full|disk).*\n$/u,
  );
  disk.makeRoom();
  await finish(scene, life, "disk full");
});

it.concurrent("a disk that turns read-only", { timeout }, async ({ onTestFinished }) => {
  const { disk, scene } = await openOnDisk(onTestFinished, "ext4");
  const life = await scene.live();
  const sending = scene.provider.send(life.localUrl, Math.ceil(mailsOfFault / 2));
  await scene.steps(10);
  disk.turnReadOnly();
  await sending;
  await sendUntilPutOff(scene, life);
  expect(await healthOf(life)).toBe(200);
  await life.kill();
  const ended = await startOn(scene);
  expect(ended.exit).toBe(69);
  expect(ended.said).toMatch(/^The database that DATABASE_URL names cannot be opened: .*read-only.*\n$/iu);
  disk.mend();
  await finish(scene, await scene.live(), "disk read-only");
});

async function openOnDisk(
  onTestFinished: (end: () => void | Promise<void>) => void,
  kind: "tmpfs" | "ext4",
): Promise<{ disk: Disk; scene: Scene }> {
  const disk = mountDisk(onTestFinished, kind);
  const databaseFolder = disk.folder;
  return {
    disk,
    scene: await openScene(onTestFinished, { engine: "sqlite", mailCount: mailsOfFault, databaseFolder }),
  };
}

/** Until the provider is told to come again, and then a while longer with nothing going. */
async function sendUntilPutOff({ provider }: Scene, life: Life): Promise<void> {
  for (const before = provider.putOffCount(); provider.putOffCount() === before;)
    await provider.send(life.localUrl, provider.waitingCount());
  await wait(fullMs);
  await provider.send(life.localUrl, provider.waitingCount());
  expect(provider.faults()).toEqual([]);
  expect(provider.cutCount()).toBe(0);
}

async function healthOf({ localUrl }: Life): Promise<number> {
  return (await fetch(`http://127.0.0.1:${new URL(localUrl).port}/health`)).status;
}

/** What another process says that cannot start on this database. */
async function startOn({ environment }: Scene): Promise<{ exit: number | null; said: string }> {
  try {
    const life = await startLife(environment);
    await life.kill();
  } catch (fault) {
    if (fault instanceof NotStarted) return fault.ended;
    throw fault;
  }
  return { exit: null, said: "It started." };
}

async function finish(scene: Scene, life: Life, name: string): Promise<void> {
  const settledMs = await settle(scene, life.localUrl);
  const { exit, ms: stopMs } = await life.stop();
  expect(exit).toBe(0);
  const whole = await expectWhole(scene);
  tellFigures(name, { ...whole, settledMs, stopMs, faultsLogged: life.faultsLogged });
}
