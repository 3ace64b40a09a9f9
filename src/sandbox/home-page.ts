// GET /sandbox: what this is, what to try, everybody's mailbox, and what came in of late. POST …/sign-in: in as somebody.
import type { Request, Response } from "express";
import { requestSignIn } from "../actions/request-sign-in.ts";
import { inEnglish, Problem } from "../domain/problem.ts";
import { signInLinksPerHourMax } from "../domain/sign-in.ts";
import { ageInWords } from "../portal/words.ts";
import { listInboundEmails } from "../store/inbound-emails.ts";
import { listOutboundEmailsTo } from "../store/outbound-emails.ts";
import { listClients } from "../store/clients.ts";
import { listFirstContacts, listStaff, type PersonRow } from "../store/people.ts";
import { mailboxPath, personInPath } from "./correspondents.ts";
import { inboundView } from "./inbound-view.ts";
import type { SandboxParts } from "./sandbox.ts";
import { showPage } from "./show-page.ts";

/** Inbound emails shown on the first page. */
const lateCountMax = 12;

/** Of a generated world with thousands of people nobody looks for one here. */
const peopleShownMax = 100;

export async function showHome(parts: SandboxParts, _request: Request, response: Response): Promise<void> {
  const { read } = parts.store;
  const contacts = await listFirstContacts(read, peopleShownMax + 1);
  const isCut = contacts.length > peopleShownMax;
  const clients = [];
  for (const client of await listClients(read)) {
    const people = contacts.slice(0, peopleShownMax).filter((contact) => contact.clientId === client.id);
    if (isCut && people.length === 0) continue;
    clients.push({
      name: client.name,
      planName: client.planName,
      people: await Promise.all(people.map((person) => card(parts, person))),
    });
  }
  const staff = await Promise.all((await listStaff(read)).map((person) => card(parts, person)));
  const late = (await listInboundEmails(read, 1)).slice(0, lateCountMax);
  const now = parts.clock();
  const inbound = await Promise.all(late.map((row) => inboundView(parts, row, now)));
  showPage(parts, response, "home", {
    title: "Sandbox",
    mailFrom: parts.installation.mailFrom,
    staff,
    clients,
    peopleShownMax: isCut ? peopleShownMax : null,
    inbound,
    firstContact: clients.flatMap(({ people }) => people)[0] ?? null,
    firstStaff: staff[0] ?? null,
  });
}

/** Asks for a sign-in link as the sign-in page does, and opens the page that the emailed link opens. */
export async function signInAs(parts: SandboxParts, request: Request, response: Response): Promise<void> {
  const { row } = await personInPath(parts.store.read, request);
  const asked = await parts.store.write((rows) =>
    requestSignIn(rows, parts.clock(), row.address, parts.signInTokenHashOf),
  );
  if (asked === undefined) {
    throw new Problem(
      "limit_reached",
      inEnglish(
        `${row.name} was sent ${signInLinksPerHourMax} links within an hour, the most there are. The newest ones are in the mailbox.`,
      ),
    );
  }
  parts.nudge();
  response.redirect(303, parts.signInPathOf(asked.signInId));
}

async function card(parts: SandboxParts, person: PersonRow) {
  const [newest] = await listOutboundEmailsTo(parts.store.read, person.address, 1);
  return {
    name: person.name,
    firstName: person.name.split(" ")[0] ?? person.name,
    address: person.address,
    path: mailboxPath(person),
    newest:
      newest === undefined
        ? null
        : {
            subject: newest.subject,
            fromName: newest.fromName,
            age: ageInWords(newest.composedAt, parts.clock()),
          },
  };
}
