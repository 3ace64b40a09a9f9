// Opens the sandbox: tells the story to an empty database, then prints what to look at.
import { fillIn } from "../outbox/fill-in.ts";
import type { Started } from "../start.ts";
import { seedStory } from "./seed-story.ts";

/**
 * `inboundToken` is the webhook's password when one is set. While the story is told, the whole installation lives on the
 * story's clock. A database with people in it is left as it is.
 */
export async function openStory(started: Started, inboundToken?: string): Promise<void> {
  const { store, installation, clock, localUrl, workers, outbox } = started;
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
