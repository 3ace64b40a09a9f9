// GET /sandbox/tries/:tryId: how something went that was tried a moment ago: several emails at once, or a scan of links.
import type { Request, Response } from "express";
import { sizeInWords } from "../domain/in-words.ts";
import { inEnglish, Problem } from "../domain/problem.ts";
import { findInboundEmail } from "../store/inbound-emails.ts";
import { inboundView } from "./inbound-view.ts";
import type { SandboxParts } from "./sandbox.ts";
import type { Scan } from "./scan.ts";
import { idInPath, showPage } from "./show-page.ts";
import type { AnsweredCall, Tries } from "./tries.ts";

export async function showTry(
  parts: SandboxParts,
  tries: Tries,
  request: Request,
  response: Response,
): Promise<void> {
  const tried = tries.find(idInPath(request, "tryId"));
  if (tried === undefined) {
    throw new Problem("not_found", inEnglish("This was tried too long ago, or before the last start."));
  }
  switch (tried.kind) {
    case "calls": {
      const { title, expected, emailPath } = tried;
      const calls = await Promise.all(tried.calls.map((call) => callView(parts, call)));
      return showPage(parts, response, "calls", { title, expected, emailPath, calls });
    }
    case "scan": {
      const { subject, emailPath, scan } = tried;
      const title = `All links of “${subject}” pressed`;
      return showPage(parts, response, "scan", { title, emailPath, ...scanView(scan) });
    }
  }
}

async function callView(parts: SandboxParts, call: AnsweredCall) {
  const row =
    call.inboundEmailId === undefined
      ? undefined
      : await findInboundEmail(parts.store.read, call.inboundEmailId);
  return {
    about: call.about,
    to: parts.maskSecrets(call.envelopeTo),
    size: sizeInWords(call.sizeBytes),
    status: call.status,
    said: call.said,
    isTaken: call.status === 200,
    inbound:
      row === undefined ? null : await inboundView(parts, { ...row, hasAttachments: 0 }, parts.clock()),
  };
}

function scanView({ links, leftCount, browser, tableCount, rowCount, changes }: Scan) {
  return {
    links: links.map(({ link, answers }) => ({ link, answers, isElsewhere: answers.length === 0 })),
    leftCount,
    browser: browser ?? null,
    tableCount,
    rowCount,
    isUnchanged: changes.length === 0,
    changes: changes.map(({ table, countBefore, countAfter }) => ({
      table,
      words:
        countBefore === countAfter
          ? `${countBefore} rows as before, but not with the same content`
          : `${countBefore} rows before, ${countAfter} after`,
    })),
  };
}
