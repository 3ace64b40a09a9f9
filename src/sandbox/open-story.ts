// Opens the sandbox: tells the story to an empty database, then prints what to look at.
import { fillIn } from "../outbox/fill-in.ts";
import type { Started } from "../start.ts";
import type { MovableClock } from "./movable-clock.ts";
import { seedStory } from "./seed-story.ts";

/**
 * `clock` is the one by which the installation was started, `inboundToken` the webhook's password when one is set. A
 * database with people in it is left as it is.
 */
export async function openStory(started: Started, clock: MovableClock, inboundToken?: string): Promise<void> {
  const { store, installation, localUrl, workers, outbox } = started;
  await seedStory({
    store,
    installation,
    clock,
    localUrl,
    inboundToken,
    settled: workers.settled,
    fillIn: (row) => fillIn(outbox, row),
  });
  const { agencyName, baseUrl } = installation;
  console.log(`
${agencyName} is open, as a sandbox: no email leaves this machine.
  ${baseUrl}/sandbox   everybody's mailbox, and ways in as anybody
  ${baseUrl}/          the pages of staff and clients
`);
}
