// One visitor of the pages over HTTP, as a browser without scripts is one: keeps cookies, sends forms with the token that their
// page holds.
export interface Caller {
  baseUrl: string;
  /** By name. */
  cookies: Map<string, string>;
}

export interface Answer {
  status: number;
  location: string | undefined;
  html: string;
}

/** Asks for a page. Redirects are answered, not followed. */
export async function visit(caller: Caller, path: string): Promise<Answer> {
  return ask(caller, path, {});
}

/** Sends the form of the page `from` that goes to `action`. Throws when it is not taken. */
export async function sendForm(
  caller: Caller,
  { from, action, fields }: { from: string; action: string; fields?: Record<string, string> },
): Promise<Answer> {
  const { html, status } = await visit(caller, from);
  const start = html.indexOf(`action="${action}"`);
  const token = /name="form-token" value="([\w-]+)"/u.exec(html.slice(Math.max(start, 0)))?.[1];
  if (start < 0 || token === undefined) throw new Error(`${from} (${status}) has no form to ${action}.`);
  const body = new URLSearchParams({ ...fields, "form-token": token });
  const answer = await ask(caller, action, { method: "POST", body });
  if (answer.status !== 303) throw new Error(`${action} answered ${answer.status}: ${saidIn(answer.html)}`);
  return answer;
}

/** Signs in as somebody of the sandbox: `contact/1`. */
export async function signInOver(caller: Caller, person: string): Promise<void> {
  const action = `/sandbox/people/${person}/sign-in`;
  const { location } = await sendForm(caller, { from: "/sandbox", action });
  await sendForm(caller, { from: location!, action: new URL(location!, caller.baseUrl).pathname });
}

async function ask(caller: Caller, path: string, init: RequestInit): Promise<Answer> {
  const cookie = [...caller.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const url = new URL(path, caller.baseUrl);
  const response = await fetch(url, { ...init, redirect: "manual", headers: { cookie } });
  for (const line of response.headers.getSetCookie()) {
    const [pair = ""] = line.split(";", 1);
    const equals = pair.indexOf("=");
    caller.cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
  const location = response.headers.get("location") ?? undefined;
  return { status: response.status, location, html: await response.text() };
}

function saidIn(html: string): string {
  return (
    /<main[^>]*>([\s\S]*)<\/main>/u
      .exec(html)?.[1]
      ?.replace(/<[^>]*>|\s+/gu, " ")
      .slice(0, 300) ?? ""
  );
}
