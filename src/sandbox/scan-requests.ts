// Requests a link as the scanner of a mail provider does: without cookies, following redirects as long as they stay here.
import type { SandboxParts } from "./sandbox.ts";
import { localPathOf } from "./scan-links.ts";

/** What came back, in one sentence. `isFault`: nothing did. */
export interface LinkAnswer {
  by: string;
  said: string;
  isFault: boolean;
}

/** In the manner of Microsoft's and Google's scanners, which call themselves browsers. */
const scannerAgent =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 (compatible; link scanner)";
const redirectsMax = 5;
const requestMs = 10_000;

/** Answers the statuses one after another, with the masked path of each redirect. Does not throw. */
export async function pressLink(
  { localUrl, installation, maskSecrets }: Pick<SandboxParts, "localUrl" | "installation" | "maskSecrets">,
  method: "HEAD" | "GET",
  path: string,
): Promise<LinkAnswer> {
  const said: string[] = [];
  let next: string | undefined = path;
  try {
    for (let hop = 0; next !== undefined && hop <= redirectsMax; hop++) {
      const response: Response = await fetch(`${localUrl}${next}`, {
        method,
        redirect: "manual",
        headers: { "user-agent": scannerAgent, accept: "text/html,*/*;q=0.8" },
        signal: AbortSignal.timeout(requestMs),
      });
      await response.arrayBuffer();
      const location = response.headers.get("location");
      if (location === null) {
        said.push(String(response.status));
        next = undefined;
      } else {
        const here: string | undefined = localPathOf(
          new URL(location, new URL(next, installation.baseUrl)).href,
          installation.baseUrl,
          localUrl,
        );
        said.push(
          `${response.status} to ${here === undefined ? "another server, not followed" : maskSecrets(here)}`,
        );
        next = here;
      }
    }
  } catch (fault) {
    return { by: method, said: fault instanceof Error ? fault.message : "no answer", isFault: true };
  }
  if (next !== undefined) said.push(`and so on, after ${redirectsMax} redirects not followed`);
  return { by: method, said: said.join(", then "), isFault: false };
}
