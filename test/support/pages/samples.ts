// For every URL that is asked for by GET: the pages to look at, by whom; or that it answers something else than a page of ours.
import type { Page } from "playwright-core";
import type { Scene, VisitorName } from "./scene.ts";

export interface Sample {
  by: VisitorName;
  path: string;
  /** Says which of several pages of one visitor this is. */
  about?: string;
  /** 200 unless it is said. */
  status?: number;
  /** What is done on the page before one looks; it ends on the page to look at. */
  act?: (page: Page) => Promise<void>;
}

/** By pattern of URL. */
export function samplesOf(scene: Scene): Record<string, readonly Sample[] | "no page"> {
  return {
    ...everybodysPages(scene),
    ...clientsPages(),
    ...taskPages(scene),
    ...staffPages(scene),
    ...sandboxPages(scene),
  };
}

type Samples = Record<string, readonly Sample[] | "no page">;

const by = (names: readonly VisitorName[], path: string, about?: string): Sample[] =>
  names.map((name) => ({ by: name, path, ...(about === undefined ? {} : { about }) }));

const contacts = ["ann", "jonas"] as const;
const newcomer = ["olga"] as const;
const staff = ["priya", "mira"] as const;

function everybodysPages({ linkedTaskPath, signInPath, unsubscribePath }: Scene): Samples {
  return {
    "/health": "no page",
    "/assets/:file": "no page",
    "/attachments/:attachmentId": "no page",
    "/live": "no page",
    "/api/v1/clients": "no page",
    "/api/v1/tasks": "no page",
    "/api/v1/tasks/:taskId": "no page",
    "/api/*path": "no page",
    "/search": [
      ...by([...staff, ...contacts], "/search?q=patient"),
      ...by(newcomer, "/search?q=patient", "nothing found"),
    ],
    "/": by([...staff, ...contacts, ...newcomer], "/"),
    "/sign-in": [
      ...by(["stranger"], "/sign-in"),
      {
        by: "stranger",
        path: "/sign-in",
        about: "asked",
        act: (page) => send(page, { address: "ann@harbordental.example" }),
      },
    ],
    "/sign-in/:token": [
      ...by(["stranger"], signInPath),
      { by: "stranger", path: "/sign-in/none", about: "does not hold", status: 410 },
    ],
    "/t/:token": [
      // The link itself goes on to its task.
      ...by(["link"], linkedTaskPath),
      { by: "stranger", path: "/t/none", about: "does not hold", status: 404 },
    ],
    "/unsubscribe/:token": [
      ...by(["stranger"], unsubscribePath),
      { by: "stranger", path: "/unsubscribe/none", about: "does not hold", status: 404 },
    ],
  };
}

function clientsPages(): Samples {
  return {
    "/preferences": by([...contacts, ...staff], "/preferences"),
    "/export.zip": "no page",
    "/people": by([...contacts, ...newcomer], "/people"),
    "/requests/new": [
      ...by(contacts, "/requests/new"),
      ...contacts.map((name): Sample => ({
        by: name,
        path: "/requests/new",
        about: "refused",
        act: sendWithoutTitle,
      })),
    ],
    "/backlog": by([...contacts, ...newcomer], "/backlog"),
    "/sessions": [
      ...by([...contacts, ...newcomer, ...staff], "/sessions"),
      ...by(contacts, "/sessions?kind=training&minutes=30", "times"),
    ],
    "/sessions/feed/:token.ics": "no page",
  };
}

function taskPages({ taskIn }: Scene): Samples {
  const stages = Object.entries(taskIn);
  const ofClient = stages.filter(([stage]) => stage.endsWith("client"));
  const ofAll = stages.filter(([stage]) => !stage.endsWith("client"));
  return {
    "/board": by(staff, "/board"),
    "/tasks": [
      ...by([...staff, ...contacts, ...newcomer], "/tasks"),
      ...by(staff, "/tasks?show=complete", "complete"),
    ],
    "/tasks/new": [...by(staff, "/tasks/new"), ...by(staff, "/tasks/new?client=1", "of a client")],
    "/tasks/:taskId": [
      ...ofAll.flatMap(([stage, id]) => by(staff, `/tasks/${id}`, stage)),
      ...ofClient.flatMap(([stage, id]) => by(contacts, `/tasks/${id}`, stage)),
      { by: "ann", path: "/tasks/9999", about: "is not there", status: 404 },
    ],
    "/tasks/:taskId/approvals.json": "no page",
  };
}

function staffPages({ heldEmailId, postedEmailId, sentEmailId, messageId }: Scene): Samples {
  return {
    "/clients/:clientId": [...by(staff, "/clients/1"), ...by(staff, "/clients/4", "without tasks")],
    "/held": [...by(staff, "/held"), ...by(staff, "/held?show=all", "all")],
    "/held.csv": "no page",
    "/clients": by(staff, "/clients"),
    "/clients/:clientId/export.zip": "no page",
    "/plans": by(staff, "/plans"),
    "/outgoing": by(staff, "/outgoing"),
    "/outgoing/:outgoingId": by(staff, `/outgoing/${sentEmailId}`),
    "/audit": by(staff, "/audit"),
    "/audit.csv": "no page",
    "/saved-replies": by(staff, "/saved-replies"),
    "/saved-replies/:savedReplyId": by(staff, "/saved-replies/1"),
    "/programs": by(staff, "/programs"),
    "/paused-addresses": by(staff, "/paused-addresses"),
    "/emails/:emailId": [
      ...by(staff, `/emails/${heldEmailId}`, "held"),
      ...by(staff, `/emails/${postedEmailId}`, "posted"),
    ],
    "/emails/:emailId/raw": "no page",
    "/emails/:emailId/html": "no page",
    "/messages/:messageId": by(staff, `/messages/${messageId}`),
    "/messages/:messageId/redact": by(staff, `/messages/${messageId}/redact`),
    "/reply-cases": by(staff, "/reply-cases"),
    "/reply-cases/:caseId": by(staff, "/reply-cases/1"),
    "/reply-cases/:caseId/fixture": "no page",
    "/mailboxes": by(staff, "/mailboxes"),
    "/setup": by(staff, "/setup"),
  };
}

function sandboxPages({ heldEmailId, sentEmailId, tryPath }: Scene): Samples {
  return {
    "/sandbox": by(["stranger"], "/sandbox"),
    "/sandbox/people/:kind/:id": by(["stranger"], "/sandbox/people/contact/1"),
    "/sandbox/emails/:emailId": [
      ...by(["stranger"], `/sandbox/emails/${sentEmailId}`),
      ...by(["stranger"], `/sandbox/emails/${sentEmailId}?view=source`, "source"),
    ],
    "/sandbox/emails/:emailId/html": "no page",
    "/sandbox/tries/:tryId": by(["stranger"], tryPath),
    "/sandbox/inbound/:emailId": by(["stranger"], `/sandbox/inbound/${heldEmailId}`),
    "/sandbox/previews": by(["stranger"], "/sandbox/previews"),
    // One stands for all here; pictures are taken of every one.
    "/sandbox/previews/:kind/:preview": by(["stranger"], "/sandbox/previews/message/long"),
    "/sandbox/previews/:kind/:preview/html": "no page",
  };
}

/** Fills in the page's only form and sends it. */
async function send(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.locator(`main [name="${name}"]`).fill(value);
  await page.locator("main form [type=submit]").last().click();
  await page.waitForLoadState();
}

/** As a browser sends it that knows nothing of required fields. */
async function sendWithoutTitle(page: Page): Promise<void> {
  await page.evaluate("for (const form of document.forms) form.noValidate = true");
  await send(page, { text: "The form on our website should ask for the insurance, too." });
}
