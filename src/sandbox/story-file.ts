// The files that people of the story attach. Reads fixtures/story.
import { readFileSync } from "node:fs";
import type { StoryFile } from "../../fixtures/story-step.ts";
import type { AttachedFile } from "./program.ts";

/** The one file with its bytes, or none. */
export function storyFile(file: StoryFile | undefined): AttachedFile[] {
  if (file === undefined) return [];
  const bytes = readFileSync(new URL(`../../fixtures/story/${file.filename}`, import.meta.url));
  return [{ ...file, bytes }];
}
