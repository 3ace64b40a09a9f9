// Whom and when a “… wrote:” line names, as far as it gives an address in brackets. Reads one line, its wrapped lines joined.
import { bracketed } from "./who-wrote.ts";

/** As they stand in the line; the address in lower case. */
export interface Attribution {
  fromName: string;
  fromAddress: string;
  date: string;
}

const lengthMax = 600;

/** Undefined without an address: a name alone cannot be told from the words around it. */
export function readAttribution(line: string): Attribution | undefined {
  const text = line.slice(0, lengthMax);
  const found = bracketed.exec(text);
  if (found === null) return undefined;
  const address = /[^\s<>()[\]@:«»]{1,80}@[^\s<>()[\]@:«»]{1,120}/u.exec(found[0])?.[0] ?? "";
  const before = text.slice(0, found.index).trim();
  const quoted = /["„“«]([^"„“”«»]{1,100})["”“»]\s{0,3}$/u.exec(before);
  const lead = quoted === null ? before : before.slice(0, quoted.index);
  // “On Wed, 3 March 2026 at 10:00, Ann Lee”: the name stands behind the last comma or the time.
  const split =
    quoted === null
      ? /^(.*(?:\d{4}|\d[:.h]\d{2}(?:\s?[AP]M)?)\W{1,4}(?:[\p{Ll}]{1,10} )?)(.{0,100})$/su.exec(lead)
      : null;
  const name = quoted?.[1] ?? split?.[2] ?? (/\d/u.test(lead) ? "" : lead);
  const date = (split?.[1] ?? (/\d/u.test(lead) ? lead : text.slice(found.index + found[0].length)))
    .replace(/^\p{L}{1,10} (?=\P{Ll})/u, "")
    .replace(/[\s,:]{1,10}$/u, "");
  return {
    fromName: name.replaceAll(/^["'\s,()]{1,10}|["'\s,()]{1,10}$/gu, ""),
    fromAddress: address.toLowerCase(),
    date: /\d/u.test(date) ? date : "",
  };
}
