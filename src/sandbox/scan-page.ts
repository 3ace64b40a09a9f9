// POST /sandbox/emails/:emailId/scan: presses all links of an email as a link scanner would, then shows what that did.
import type { Request, Response } from "express";
import { loadEmail } from "./load-email.ts";
import type { SandboxParts } from "./sandbox.ts";
import { scanEmail } from "./scan.ts";
import type { Tries } from "./tries.ts";

export async function postScan(
  parts: SandboxParts,
  tries: Tries,
  request: Request,
  response: Response,
): Promise<void> {
  const { row, email } = await loadEmail(parts, request);
  const scan = await scanEmail(parts, email);
  const id = tries.add({
    kind: "scan",
    emailPath: `/sandbox/emails/${row.id}`,
    subject: email.subject,
    scan,
  });
  response.redirect(303, `/sandbox/tries/${id}`);
}
