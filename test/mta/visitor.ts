// Somebody at a browser without JavaScript: gets pages, posts forms, keeps cookies.
import { tokenIn } from "../support/form-token.ts";

export interface WebVisitor {
  get: (path: string) => Promise<string>;
  post: (path: string, fields: Record<string, string>) => Promise<string>;
}

export function openVisitor(baseUrl: string): WebVisitor {
  const cookies = new Map<string, string>();
  const visit = async (path: string, init: RequestInit = {}): Promise<string> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(new URL(path, baseUrl), {
      ...init,
      headers: { ...(init.headers as Record<string, string>), cookie, origin: baseUrl },
      redirect: "manual",
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (location !== null) return visit(location);
    const page = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${page.slice(0, 2_000)}`);
    return page;
  };
  return {
    get: (path) => visit(path),
    post: async (path, fields) => {
      const isLink = path.startsWith("/sign-in/");
      const token = tokenIn(await visit(isLink ? path : "/sign-in"), isLink ? path : undefined);
      const body = new URLSearchParams({ ...fields, "form-token": token });
      return visit(path, { method: "POST", body });
    },
  };
}
