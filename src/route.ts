// What a URL of ours is, and how a page comes to what it works with: for every table of URLs.
import type { Request, Response } from "express";
import type { FormRoute } from "./portal/own-form.ts";
import type { Portal } from "./portal/portal.ts";

/** One URL. `open` routes are posted to by machines, which have no origin to check; all other forms are checked to be ours. */
export interface Route extends FormRoute {
  method: "get" | "post";
  path: string;
  handle: (request: Request, response: Response) => Promise<void> | void;
  isOpen?: true;
}

/** Gives a page what it works with. */
export type PageOf = (
  handle: (portal: Portal, request: Request, response: Response) => Promise<void> | void,
) => Route["handle"];
