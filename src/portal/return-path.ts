// Where to go after signing in: a path of ours and nothing else.

const lengthMax = 500;

/** The path and query if `wanted` stays on this site; `/` for everything else. */
export function safeReturnPath(wanted: string | undefined): string {
  // Browsers read a backslash as a slash and drop tabs and line ends, so that “/\t/evil” would leave the site.
  if (
    wanted === undefined ||
    wanted.length > lengthMax ||
    !/^\/(?!\/)[\u0021-\u005b\u005d-\u007e]*$/u.test(wanted)
  ) {
    return "/";
  }
  const base = "http://here.invalid";
  if (!URL.canParse(wanted, base)) return "/";
  const url = new URL(wanted, base);
  return url.origin === base && !url.pathname.startsWith("//") ? url.pathname + url.search : "/";
}
