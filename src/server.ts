// The server: guards every form, hands each URL to its handler, and turns what is thrown into an answer.
import express, { type Express, type RequestHandler } from "express";
import { answerFault } from "./answer-fault.ts";
import { takeOnlyOwnForms } from "./portal/own-form.ts";
import { pageMissing } from "./portal/page-missing.ts";
import { securityHeaders } from "./security-headers.ts";
import { routes, type ServerParts } from "./routes.ts";

/** The server as an express application, not yet listening. */
export function createServer(parts: ServerParts): Express {
  const { portal, log } = parts;
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", portal.proxiesTrusted);
  app.use(securityHeaders(portal.installation.baseUrl));
  for (const route of routes(parts)) {
    const guards: RequestHandler[] =
      route.method === "post" && route.isOpen !== true ? [takeOnlyOwnForms(portal, route)] : [];
    app[route.method](route.path, ...guards, (request, response) => route.handle(request, response));
  }
  app.use(() => {
    throw pageMissing();
  });
  app.use(answerFault(portal, log));
  return app;
}
