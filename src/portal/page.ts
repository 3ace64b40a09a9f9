// Answers a request with a page: the page's own values plus what the layout shows around them.
import type { Response } from "express";
import type { Locale } from "../domain/locale.ts";
import { countHeldEmails } from "../store/inbound-emails.ts";
import { assetPath } from "./assets.ts";
import { readStorms, type StormsView } from "./storms.ts";
import { formTokenFor } from "./form-token.ts";
import { menuOf, type Menu, type Place } from "./menu.ts";
import type { Portal } from "./portal.ts";
import type { Visitor } from "./visitor.ts";

/** A page's own values. `title` is the tab's; `place` marks where we are in the menu. */
export interface PageValues {
  title: string;
  place?: Place;
  /** Seconds after which the page loads itself again, for states that pass by themselves; the script waits for its reader. */
  refreshSeconds?: number;
  /** What stands in the field for searching, which every page has. */
  searchedFor?: string;
  /** Where the script hears that something on the page has changed. */
  live?: string;
  /** How many emails are held, for a page that counted them already. */
  heldCount?: number;
  [name: string]: unknown;
}

/** What the layout shows around a page. */
interface Frame {
  locale: Locale;
  agencyName: string;
  isSandbox: boolean;
  visitorName: string | null;
  /** Whether the script listens to single keys. */
  hasShortcuts: boolean;
  menu: Menu | null;
  searchedFor: string;
  storms: StormsView | null;
  stylesheet: string;
  script: string;
  refreshSeconds: number | null;
  live: string | null;
  /** Called by the forms of the page, since a cookie may come with it. */
  formToken: () => string;
}

/** Renders `portal/<name>` for this visitor and sends it. Pages differ by visitor, so no cache may share them. */
export async function showPage(
  portal: Portal,
  response: Response,
  visitor: Visitor,
  name: string,
  values: PageValues,
  status = 200,
): Promise<void> {
  const isStaff = visitor.kind === "staff";
  const heldCount = isStaff ? (values.heldCount ?? (await countHeldEmails(portal.store.read))) : 0;
  const storms = isStaff ? await readStorms(portal) : null;
  sendPage(portal, response, visitor, heldCount, name, values, status, storms);
}

/** The same without touching the store, for saying that something went wrong. */
export function sendPage(
  portal: Portal,
  response: Response,
  visitor: Visitor,
  heldCount: number,
  name: string,
  values: PageValues,
  status: number,
  storms: StormsView | null = null,
): void {
  const frame: Frame = {
    locale: visitor.locale,
    agencyName: portal.installation.agencyName,
    isSandbox: portal.isSandbox,
    visitorName: visitor.kind === "stranger" ? null : visitor.name,
    hasShortcuts: visitor.kind !== "stranger" && visitor.hasShortcuts,
    menu: menuOf(visitor, values.place, heldCount, (key) => portal.render.say(visitor.locale, key)),
    searchedFor: values.searchedFor ?? "",
    storms,
    stylesheet: assetPath("portal.css"),
    script: assetPath("portal.js"),
    refreshSeconds: values.refreshSeconds ?? null,
    live: values.live ?? null,
    formToken: () => formTokenFor(portal, response),
  };
  const html = portal.render(`portal/${name}`, {
    ...frame,
    ...values,
    refreshSeconds: frame.refreshSeconds,
    live: frame.live,
  });
  // Not even on the disk of a computer that several people use.
  response.status(status).set("cache-control", "private, no-store").set("vary", "cookie").type("html");
  response.send(html);
}
