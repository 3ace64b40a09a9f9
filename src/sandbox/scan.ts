// Presses every link of an email as a link scanner would, and proves that no row changed by it. Requests this server
// only, on loopback. Reads rows, writes nothing.
import { inEnglish, Problem } from "../domain/problem.ts";
import type { OutgoingEmail } from "../outbox/courier.ts";
import { fingerprintTables, type TableFingerprint } from "../store/fingerprint.ts";
import type { SandboxParts } from "./sandbox.ts";
import { browserNames, findBrowser, openInBrowser } from "./scan-browser.ts";
import { linksOf, localPathOf } from "./scan-links.ts";
import { pressLink, type LinkAnswer } from "./scan-requests.ts";
import { settledFor } from "./send-inbound.ts";

export interface PressedLink {
  /** The link with its secret masked. */
  link: string;
  /** None for a link that leads to another server: nobody was asked. */
  answers: LinkAnswer[];
}

export interface Scan {
  links: PressedLink[];
  /** Links beyond the most that are pressed. */
  leftCount: number;
  /** The browser that opened them; undefined when none is installed. */
  browser: string | undefined;
  tableCount: number;
  rowCount: number;
  changes: TableChange[];
}

export interface TableChange {
  table: string;
  countBefore: number;
  countAfter: number;
}

export type ScanParts = Pick<SandboxParts, "store" | "settled" | "localUrl" | "installation" | "maskSecrets">;

/** Links of one email that are pressed; ours have one to three. */
export const linksMax = 20;
/** How long a reading waits until the workers have nothing to do. */
const settleMs = 8_000;
/** How long the browser may take over all links together. */
const browserMs = 60_000;

/** `browsers`: names of programs, the first of which that is there opens the links as well. */
export async function scanEmail(
  parts: ScanParts,
  email: Pick<OutgoingEmail, "html" | "text" | "headers">,
  browsers = browserNames,
): Promise<Scan> {
  const all = linksOf(email);
  const links = all.slice(0, linksMax);
  const before = await settledFingerprint(parts);
  const pressed: PressedLink[] = [];
  for (const link of links) pressed.push(await press(parts, link));
  const browser = await openAll(parts, links, pressed, browsers);
  const after = await settledFingerprint(parts);
  return {
    links: pressed,
    leftCount: all.length - links.length,
    browser,
    tableCount: before.length,
    rowCount: before.reduce((sum, { count }) => sum + count, 0),
    changes: changesBetween(before, after),
  };
}

/** Work that others began must not be taken for work of the links, nor theirs come too late to be seen. */
async function settledFingerprint(parts: ScanParts): Promise<TableFingerprint[]> {
  if (!(await settledFor(parts, settleMs))) {
    throw new Problem(
      "conflict",
      inEnglish("Something is still being worked on. Press the links in a moment."),
    );
  }
  return fingerprintTables(parts.store.read);
}

async function press(parts: ScanParts, link: string): Promise<PressedLink> {
  const path = localPathOf(link, parts.installation.baseUrl, parts.localUrl);
  const answers: LinkAnswer[] = [];
  if (path !== undefined) {
    for (const method of ["HEAD", "GET"] as const) answers.push(await pressLink(parts, method, path));
  }
  return { link: parts.maskSecrets(link), answers };
}

async function openAll(
  parts: ScanParts,
  links: readonly string[],
  pressed: readonly PressedLink[],
  browsers: readonly string[],
): Promise<string | undefined> {
  const browser = await findBrowser(browsers);
  if (browser === undefined) return undefined;
  const until = performance.now() + browserMs;
  for (const [index, link] of links.entries()) {
    const path = localPathOf(link, parts.installation.baseUrl, parts.localUrl);
    const leftMs = until - performance.now();
    if (path === undefined || leftMs <= 0) continue;
    pressed[index]?.answers.push(await openInBrowser(browser, `${parts.localUrl}${path}`, leftMs));
  }
  return browser;
}

function changesBetween(
  before: readonly TableFingerprint[],
  after: readonly TableFingerprint[],
): TableChange[] {
  const names = new Set([...before, ...after].map(({ table }) => table));
  return [...names].flatMap((table) => {
    const one = before.find((print) => print.table === table);
    const other = after.find((print) => print.table === table);
    if (one !== undefined && one.sha256 === other?.sha256) return [];
    return [{ table, countBefore: one?.count ?? 0, countAfter: other?.count ?? 0 }];
  });
}
