// What is missing from the headers of an answer, so that a page could be framed, sniffed, kept, or run what it should not.
import type { Page } from "../portal/app.ts";

/** Routes that show an email's own html, which has inline style and runs nothing. */
const ownHtmlRoute = /\/html$/u;

/** Plain sentences; none for an answer that has all it needs. `route` is as the table of routes writes it. */
export function headerFaults({ status, headers }: Pick<Page, "status" | "headers">, route: string): string[] {
  const faults: string[] = [];
  const expectHeader = (name: string, value: string) => {
    const given = headers.get(name);
    if (given !== value) faults.push(`${name} is ${given}`);
  };
  expectHeader("x-content-type-options", "nosniff");
  expectHeader("referrer-policy", "same-origin");
  expectHeader("cross-origin-resource-policy", "same-origin");
  const policy = headers.get("content-security-policy") ?? "";
  if (!policy.includes("default-src 'none'")) faults.push(`the policy is ${policy}`);
  const isOwnHtml = ownHtmlRoute.test(route) && status === 200;
  const isFile = headers.has("content-disposition");
  if (policy.includes("unsafe") && !isOwnHtml) faults.push(`the policy is ${policy}`);
  const isSandboxed = /(?:^|; ?)sandbox(?:[ ;]|$)/u.test(policy);
  const isFramed = !policy.includes("frame-ancestors 'none'") || headers.get("x-frame-options") !== "DENY";
  if (isOwnHtml || isFile) {
    if (!isSandboxed && isFramed) faults.push(`the policy is ${policy}`);
  } else if (isFramed) {
    faults.push("it can be framed");
  }
  const isPage = headers.get("content-type")?.startsWith("text/html") === true && !headers.has("location");
  if (isPage && headers.get("cache-control")?.includes("no-store") !== true)
    faults.push("it is kept by caches");
  if (headers.has("x-powered-by") || headers.has("server")) faults.push("it names its program");
  return faults;
}
