// The token of a form, taken from a page as a browser has it.
import { expect } from "vitest";

/** The hidden token of the form that posts to `action`, or of the page's first form. */
export function tokenIn(html: string, action?: string): string {
  const form = action === undefined ? html : html.slice(Math.max(html.indexOf(`action="${action}"`), 0));
  const token = /name="form-token" value="([\w-]+)"/u.exec(form)?.[1];
  expect(token, `a form that posts to ${action ?? "anywhere"}`).toBeDefined();
  return token!;
}

/** A browser without cookies gets a page with a form: its token, and the cookie that belongs to it. */
export async function freshToken(url: string, path: string): Promise<{ token: string; cookie: string }> {
  const isLink = path.startsWith("/sign-in/");
  const response = await fetch(url + (isLink ? path : "/sign-in"));
  const cookie = response.headers.getSetCookie().map((line) => line.split(";", 1)[0]!);
  return { token: tokenIn(await response.text(), isLink ? path : undefined), cookie: cookie.join("; ") };
}
