// A bound on how long one check may take.
import type { Finding } from "../domain/finding.ts";
import type { InEveryLanguage } from "../domain/locale.ts";

/** After this long a check that goes on is told as such, and its answer is not waited for. */
const checkMs = 9_000;

/** `what` begins the sentence that says it took too long: “The MX record”. */
export async function inTime(
  check: string,
  what: InEveryLanguage,
  work: Promise<Finding[]> | (() => Promise<Finding[]>),
): Promise<Finding[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Finding[]>((resolve) => {
    const found = {
      en: `${what.en} could not be checked within ${checkMs / 1000} seconds.`,
      de: `${what.de} ließ sich nicht innerhalb von ${checkMs / 1000} Sekunden prüfen.`,
    };
    const todo = { en: "Look again in a minute.", de: "Sehen Sie in einer Minute wieder nach." };
    timer = setTimeout(() => resolve([{ check, status: "warning", found, todo }]), checkMs);
  });
  try {
    return await Promise.race([typeof work === "function" ? work() : work, late]);
  } finally {
    clearTimeout(timer);
  }
}
