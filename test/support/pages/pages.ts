// Every page there is, as everybody sees it who may: derived from the table of URLs, so that a new URL without a sample is missed.
import type { ServerParts } from "../../../src/routes.ts";
import { routes } from "../../../src/routes.ts";
import { sandboxRoutes, type SandboxParts } from "../../../src/sandbox/sandbox.ts";
import { previews } from "../../../src/sandbox/previews.ts";
import { samplesOf, type Sample } from "./samples.ts";
import type { Scene } from "./scene.ts";

/** A page with the pattern of its URL: `/tasks/:taskId`. */
export type ShownPage = Sample & { route: string };

/** All pages, those of one URL one after another. Throws and names them when URLs have no sample, or samples no URL. */
export function listPages(scene: Scene): ShownPage[] {
  const samples = samplesOf(scene);
  const known = getPaths();
  const faults = [
    ...known.filter((route) => !Object.hasOwn(samples, route)).map((route) => `${route} has no sample`),
    ...Object.keys(samples)
      .filter((route) => !known.includes(route))
      .map((route) => `${route} is no URL`),
  ];
  if (faults.length > 0) throw new Error(`test/support/pages/samples.ts: ${faults.join("; ")}.`);
  return known.flatMap((route) => {
    const listed = samples[route]!;
    return listed === "no page" ? [] : listed.map((sample) => ({ ...sample, route }));
  });
}

/** Every kind of email as the sandbox shows it. */
export function listPreviews(): ShownPage[] {
  return previews.map(({ kind, name }) => ({
    route: "/sandbox/previews/:kind/:preview",
    by: "stranger",
    path: `/sandbox/previews/${kind}/${name}`,
  }));
}

/** The handlers are not called, so that nothing is there for them to work with. */
function getPaths(): string[] {
  const nothing = { sandboxRoutes: sandboxRoutes({} as SandboxParts) } as unknown as ServerParts;
  return [
    ...new Set(
      routes(nothing)
        .filter(({ method }) => method === "get")
        .map(({ path }) => path),
    ),
  ];
}
