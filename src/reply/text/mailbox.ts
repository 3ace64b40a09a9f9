// A person as mail programs write them behind “From:”, in text. Reads one value.

const valueLengthMax = 300;

/** White space made one blank, cut to what a header may have. */
export function valueOnOneLine(value: string): string {
  return value.replaceAll(/\s+/gu, " ").trim().slice(0, valueLengthMax);
}

/** “Ann Lee <ann@x.example>”, “ann@x.example”, “Ann Lee [mailto:ann@x.example]”, “Lee, Ann (ann@x.example)”, “Ann Lee”. */
export function readMailbox(value: string): { fromName: string; fromAddress: string } {
  const text = valueOnOneLine(value);
  const found = text.split(/[\s<>()[\]:;,"'|*«»„“”]/u).find((word) => /^[^@]+@[^@]+$/u.test(word));
  if (found === undefined) return { fromName: nameIn(text), fromAddress: "" };
  const before = nameIn(text.slice(0, text.indexOf(found)).replace(/mailto:\s{0,3}$/iu, ""));
  return { fromName: before, fromAddress: found.toLowerCase().replace(/[.>]{1,5}$/u, "") };
}

function nameIn(text: string): string {
  return text.replace(/^[\s"'<>([„“”«»‘’]{1,20}/u, "").replace(/[\s"'<>([„“”«»‘’,;:]{1,20}$/u, "");
}
