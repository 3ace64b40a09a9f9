// The files that people of the story send along, from fixtures/story.
import { readFileSync } from "node:fs";
import type { StoryFile } from "../../fixtures/story-step.ts";
import type { AttachedFile } from "./program.ts";

/** None when nothing is sent along. */
export function storyFile(file: StoryFile | undefined): AttachedFile[] {
  return file === undefined ? [] : [readStoryFile(file)];
}

export function readStoryFile(file: StoryFile): AttachedFile {
  return { ...file, bytes: readFileSync(new URL(`../../fixtures/story/${file.filename}`, import.meta.url)) };
}
