// What the checks of the set-up found as the command says it, once it is sure that the page says each sentence in German too.
import { expect } from "vitest";
import { findingIn, type Finding, type SaidFinding } from "../../src/domain/finding.ts";

export function said(findings: readonly Finding[]): SaidFinding[] {
  for (const { check, found, todo } of findings) {
    for (const words of [found, todo])
      if (words !== undefined) expect([check, words.de]).not.toEqual([check, words.en]);
  }
  return findings.map((finding) => findingIn(finding, "en"));
}
