// What a thrown value says, whatever was thrown.

/** Its message. Faults of several addresses at once (AggregateError) have a code and no message. */
export function wordsOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  return fault.message === "" ? (codeOf(fault) ?? fault.name) : fault.message;
}

/** Its code when that is a word, as those of Node and of databases are: `ENOENT`, `SQLITE_BUSY`. */
export function codeOf(fault: unknown): string | undefined {
  return fault instanceof Error && "code" in fault && typeof fault.code === "string" ? fault.code : undefined;
}
