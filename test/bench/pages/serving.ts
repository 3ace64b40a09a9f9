// The sandbox with its story in a process of its own, so that whoever asks for pages takes no time from it. Says to pages.ts what
// there is to ask for, and ends when that process ends.
import { listPages } from "../../support/pages/pages.ts";
import { openScene } from "../../support/pages/scene.ts";
import { nameOf } from "../../support/pages/look.ts";

export interface Served {
  baseUrl: string;
  pages: PageToAsk[];
}

export interface PageToAsk {
  name: string;
  path: string;
  /** As the header has it; empty for strangers. */
  cookie: string;
}

const scene = await openScene();
const pages = listPages(scene)
  // What a form answers is the same page again, with a sentence more; and made-up links are answered only so often.
  .filter(({ act, status }) => act === undefined && status === undefined)
  .map((page): PageToAsk => {
    const { cookies } = scene.callers[page.by];
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return { name: nameOf(page), path: page.path, cookie };
  });
process.once("disconnect", () => {
  void scene.close().then(() => process.exit(0));
});
process.send?.({ baseUrl: scene.baseUrl, pages } satisfies Served);
