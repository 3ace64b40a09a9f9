// The sandbox's pages in one table, and what they work with. It exists only when the courier is `sandbox`.
import type { Request, Response } from "express";
import type { Clock } from "../domain/clock.ts";
import type { Installation } from "../domain/installation.ts";
import type { OutgoingEmail } from "../outbox/courier.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Render } from "../render.ts";
import type { Store } from "../store/database.ts";
import type { OutboundEmailRow } from "../store/outbound-emails.ts";
import { moveClock } from "./clock-page.ts";
import { postAnswer, showEmail, showEmailHtml } from "./email-page.ts";
import { showHome, signInAs } from "./home-page.ts";
import { showInbound } from "./inbound-page.ts";
import { filesBytesMax, postNewEmail, showMailbox } from "./mailbox-page.ts";
import type { MovableClock } from "./movable-clock.ts";
import { showPreview, showPreviewHtml, showPreviews } from "./preview-page.ts";
import { postScan } from "./scan-page.ts";
import { postSituation } from "./situation-page.ts";
import { openTries, type Tries } from "./tries.ts";
import { showTry } from "./try-page.ts";

/** One URL of the sandbox. Its forms come from its own pages, so none is open to other origins. */
export interface SandboxRoute {
  method: "get" | "post";
  path: string;
  handle: (request: Request, response: Response) => Promise<void> | void;
  /** All files of its form together; none when absent. */
  uploadBytesMax?: () => number;
}

export interface SandboxParts {
  store: Store;
  clock: Clock;
  /** The clock of the whole installation, which the sandbox may move ahead. */
  movableClock: MovableClock;
  /** Whether other processes live by the same time; then nobody moves it. */
  isClockShared: boolean;
  render: Render;
  installation: Installation;
  /** Where the server really listens on this machine, for posting to its webhook. */
  localUrl: string;
  /** The webhook's password, when one is set. */
  inboundToken?: string | undefined;
  /** The largest email that the webhook takes. */
  emailBytesMax: number;
  /** Wakes the workers after something was written. */
  nudge: () => void;
  /** Wakes the workers and resolves when nothing is left to do. */
  settled: () => Promise<void>;
  /** An email as its reader has it, secrets in place: in the sandbox everybody's mailbox is open. */
  fillIn: (row: OutboundEmailRow) => Promise<OutgoingEmail>;
  buildMime: (email: OutgoingEmail) => Promise<Buffer>;
  /** What composes emails; the previews use it on a store of their own. */
  outbox: Outbox;
  /** Hides our own secrets in text. */
  maskSecrets: (text: string) => string;
  signInTokenHashOf: (signInId: number) => string;
  /** The token for the forms of an answer, which may set a cookie. */
  formTokenFor: (response: Response) => string;
  /** The path of the page that the emailed sign-in link opens. */
  signInPathOf: (signInId: number) => string;
}

/** Every URL of the sandbox. */
export function sandboxRoutes(parts: SandboxParts): SandboxRoute[] {
  const tries = openTries();
  const page = (
    handle: (parts: SandboxParts, request: Request, response: Response) => Promise<void> | void,
  ) => {
    return (request: Request, response: Response) => handle(parts, request, response);
  };
  const trying = (
    handle: (parts: SandboxParts, tries: Tries, request: Request, response: Response) => Promise<void>,
  ) => {
    return (request: Request, response: Response) => handle(parts, tries, request, response);
  };
  return [
    { method: "get", path: "/sandbox", handle: page(showHome) },
    { method: "get", path: "/sandbox/people/:kind/:id", handle: page(showMailbox) },
    { method: "post", path: "/sandbox/people/:kind/:id/sign-in", handle: page(signInAs) },
    {
      method: "post",
      path: "/sandbox/people/:kind/:id/emails",
      handle: page(postNewEmail),
      uploadBytesMax: () => filesBytesMax,
    },
    { method: "get", path: "/sandbox/emails/:emailId", handle: page(showEmail) },
    { method: "get", path: "/sandbox/emails/:emailId/html", handle: page(showEmailHtml) },
    {
      method: "post",
      path: "/sandbox/emails/:emailId/answer",
      handle: page(postAnswer),
      uploadBytesMax: () => filesBytesMax,
    },
    {
      method: "post",
      path: "/sandbox/emails/:emailId/situations/:situation",
      handle: trying(postSituation),
    },
    { method: "post", path: "/sandbox/emails/:emailId/scan", handle: trying(postScan) },
    { method: "get", path: "/sandbox/tries/:tryId", handle: trying(showTry) },
    { method: "get", path: "/sandbox/inbound/:emailId", handle: page(showInbound) },
    { method: "post", path: "/sandbox/clock", handle: page(moveClock) },
    { method: "get", path: "/sandbox/previews", handle: page(showPreviews) },
    { method: "get", path: "/sandbox/previews/:kind/:preview", handle: page(showPreview) },
    { method: "get", path: "/sandbox/previews/:kind/:preview/html", handle: page(showPreviewHtml) },
  ];
}
