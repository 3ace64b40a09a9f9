// Answers a request with a page of the sandbox: the page's own values plus what its layout needs.
import type { Request, Response } from "express";
import { inEnglish, Problem } from "../domain/problem.ts";
import { assetPath } from "../portal/assets.ts";
import { clockView } from "./clock-page.ts";
import type { SandboxParts } from "./sandbox.ts";

/** Renders `sandbox/<name>` and sends it. */
export function showPage(
  parts: SandboxParts,
  response: Response,
  name: string,
  values: { title: string; [name: string]: unknown },
  status = 200,
): void {
  const { render, installation } = parts;
  const frame = {
    clock: clockView(parts),
    agencyName: installation.agencyName,
    stylesheet: assetPath("portal.css"),
    sandboxStylesheet: assetPath("sandbox.css"),
    formToken: () => parts.formTokenFor(response),
  };
  const html = render(`sandbox/${name}`, { ...frame, ...values });
  response.status(status).set("cache-control", "no-store").type("html").send(html);
}

/** The row id in the path. Throws `not_found` for what is no id. */
export function idInPath(request: Request, name: string): number {
  const word = request.params[name];
  if (typeof word !== "string" || !/^[1-9]\d{0,9}$/u.test(word)) {
    throw new Problem("not_found", inEnglish("There is no page at this address."));
  }
  return Number(word);
}
