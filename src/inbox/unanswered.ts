// What becomes of an email while DNS does not say who sent it. Pure.
import type { Person } from "../domain/person.ts";
import type { Decision } from "./decision.ts";

/** Nobody can say yet who sent it. It waits by itself for DNS, and is shown meanwhile. */
export function unanswered(author?: Person): Extract<Decision, { kind: "hold" | "fail" }> {
  const proposed = author === undefined ? {} : { author };
  return { kind: "hold", reason: "dns_unanswered", isUnanswered: true, ...proposed };
}
