// GET /: the desk for staff, the first page of their company for contacts, the sign-in page for everybody else.
import type { Request, Response } from "express";
import { showClientHome } from "./client-home.ts";
import { showDesk } from "./desk.ts";
import type { Portal } from "./portal.ts";
import { findVisitor } from "./visitor.ts";

export async function showHome(portal: Portal, request: Request, response: Response): Promise<void> {
  const visitor = await findVisitor(portal, request);
  switch (visitor.kind) {
    case "staff":
      return showDesk(portal, response, visitor);
    case "contact":
      return showClientHome(portal, response, visitor);
    case "stranger":
      response.redirect(303, "/sign-in");
  }
}
