// What becomes of an email while DNS does not say who sent it. Pure.
import type { Step } from "../domain/inbound-email.ts";
import type { Person } from "../domain/person.ts";
import type { Decision } from "./decision.ts";

/** Nobody can say yet who sent it. It waits by itself for DNS, and is shown meanwhile. */
export function unanswered(steps: Step[], author?: Person): Extract<Decision, { kind: "hold" | "fail" }> {
  steps.push({ step: "admit", found: "It is looked at again once DNS may answer." });
  const proposed = author === undefined ? {} : { author };
  return { kind: "hold", reason: "dns_unanswered", isUnanswered: true, ...proposed };
}
