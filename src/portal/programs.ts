// GET /programs: other programs that work with this installation, their tokens, and the endpoints that are told what happens. Staff
// make, take back, try and pause them here.
import type { Request, Response } from "express";
import { addWebhookEndpoint } from "../actions/add-webhook-endpoint.ts";
import { makeApiToken } from "../actions/make-api-token.ts";
import { pauseWebhookEndpoint, resumeWebhookEndpoint } from "../actions/pause-webhook-endpoint.ts";
import { removeWebhookEndpoint } from "../actions/remove-webhook-endpoint.ts";
import { revokeApiToken } from "../actions/revoke-api-token.ts";
import { sendWebhookAgain, sendWebhookTest } from "../actions/send-webhook.ts";
import { timestamp } from "../domain/clock.ts";
import { Problem } from "../domain/problem.ts";
import type { Rows } from "../store/rows.ts";
import { placeProblem } from "./field-problems.ts";
import { formOf, type Form } from "./form.ts";
import { showPage } from "./page.ts";
import { requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { statusOf } from "./problem.ts";
import { readPrograms, type TypedProgram } from "./programs-view.ts";
import { requireStaff, type StaffVisitor } from "./visitor.ts";

/** For staff; reads only. The token that `made` names is shown to whoever made it, for a while. */
export async function showPrograms(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  await showProgramsPage(portal, response, staff, { made: request.query["made"] });
}

/** POST /programs/tokens. What stands against it is shown with what was typed. */
export async function makeToken(portal: Portal, request: Request, response: Response): Promise<void> {
  const { tokenOf } = portal.programs;
  await takeNew(portal, request, response, "token", async (rows, at, form, byStaffId) => {
    const input = {
      name: form.text("name"),
      scopes: form.list("scope"),
      clientId: clientOf(form),
      byStaffId,
    };
    const made = await makeApiToken(rows, at, input, (id) => portal.hashOf(tokenOf(id)));
    return `/programs?made=${made.apiTokenId}#made`;
  });
}

/** POST /programs/endpoints. */
export async function addEndpoint(portal: Portal, request: Request, response: Response): Promise<void> {
  const { isSandbox } = portal;
  const { keyId } = portal.programs;
  await takeNew(portal, request, response, "endpoint", async (rows, at, form, byStaffId) => {
    const input = { url: form.text("url"), wanted: form.list("wanted"), clientId: clientOf(form), byStaffId };
    const { endpointId } = await addWebhookEndpoint(rows, at, { ...input, keyId, isSandbox });
    return `/programs#endpoint-${endpointId}`;
  });
}

/** POST /programs/tokens/:apiTokenId/revoke. Again changes nothing. */
export async function revokeToken(portal: Portal, request: Request, response: Response): Promise<void> {
  await change(portal, request, response, "apiTokenId", (rows, at, apiTokenId, byStaffId) =>
    revokeApiToken(rows, at, { apiTokenId, byStaffId }),
  );
}

export async function removeEndpoint(portal: Portal, request: Request, response: Response): Promise<void> {
  await change(portal, request, response, "endpointId", (rows, at, endpointId, byStaffId) =>
    removeWebhookEndpoint(rows, at, { endpointId, byStaffId }),
  );
}

export async function pauseEndpoint(portal: Portal, request: Request, response: Response): Promise<void> {
  await change(portal, request, response, "endpointId", (rows, at, endpointId, byStaffId) =>
    pauseWebhookEndpoint(rows, at, { endpointId, byStaffId }),
  );
}

export async function resumeEndpoint(portal: Portal, request: Request, response: Response): Promise<void> {
  await change(portal, request, response, "endpointId", (rows, at, endpointId, byStaffId) =>
    resumeWebhookEndpoint(rows, at, { endpointId, byStaffId }),
  );
}

export async function testEndpoint(portal: Portal, request: Request, response: Response): Promise<void> {
  await change(portal, request, response, "endpointId", sendWebhookTest);
}

/** POST /programs/deliveries/:deliveryId/again: under the same id, by which its receiver knows it. */
export async function tellOnceMore(portal: Portal, request: Request, response: Response): Promise<void> {
  await change(portal, request, response, "deliveryId", sendWebhookAgain);
}

type Make = (rows: Rows, at: string, form: Form, byStaffId: number) => Promise<string>;

async function takeNew(
  portal: Portal,
  request: Request,
  response: Response,
  what: TypedProgram["what"],
  make: Make,
): Promise<void> {
  const staff = await requireStaff(portal, request);
  const form = formOf(request);
  const at = timestamp(portal.clock());
  try {
    response.redirect(303, await portal.store.write((rows) => make(rows, at, form, staff.staffId)));
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    const typed = {
      what,
      name: form.text("name"),
      url: form.text("url"),
      chosen: [...form.list("scope"), ...form.list("wanted")],
      clientId: form.text("client"),
    };
    await showProgramsPage(portal, response, staff, { refused: { problem, typed } });
  }
}

/** Nothing chosen: all clients. Throws `not_found` for what cannot be one. */
function clientOf(form: Form): number | null {
  const typed = form.text("client");
  return typed === "" ? null : requireId(typed);
}

type Change = (rows: Rows, at: string, id: number, byStaffId: number) => Promise<void>;

async function change(
  portal: Portal,
  request: Request,
  response: Response,
  name: "apiTokenId" | "endpointId" | "deliveryId",
  work: Change,
): Promise<void> {
  const staff = await requireStaff(portal, request);
  const id = requireId(request.params[name]);
  const at = timestamp(portal.clock());
  await portal.store.write((rows) => work(rows, at, id, staff.staffId));
  portal.nudge();
  response.redirect(303, name === "endpointId" ? `/programs#endpoint-${id}` : "/programs");
}

async function showProgramsPage(
  portal: Portal,
  response: Response,
  staff: StaffVisitor,
  asked: { made?: unknown; refused?: { problem: Problem; typed: TypedProgram } },
): Promise<void> {
  const { refused } = asked;
  const values = await readPrograms(portal, staff, asked.made, refused?.typed);
  const of = (what: TypedProgram["what"], names: readonly string[]) =>
    placeProblem(names, refused?.typed.what === what ? refused.problem : undefined, staff.locale);
  await showPage(
    portal,
    response,
    staff,
    "programs",
    {
      ...values,
      token: of("token", ["name", "scope"]),
      endpoint: of("endpoint", ["url", "wanted"]),
    },
    refused && statusOf(refused.problem),
  );
}
