// The contact sheet of pictures: one html file with all of them, and pictures of it of a few thousand pixels.
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";

export interface Picture {
  /** Pictures of one title stand side by side. */
  title: string;
  route: string;
  path: string;
  width: number;
  scheme: string;
  /** Relative to the sheet. */
  file: string;
}

/** Titles on one printed sheet: three rows of thumbnails. */
const titlesASheet = 3;

const style = `
body { margin: 16px; width: 1468px; font: 14px/1.4 system-ui, sans-serif; color: #222; background: #cfcfcf }
h1 { margin: 24px 0 8px; font-size: 18px }
h2 { margin: 16px 0 6px; font-size: 15px; overflow-wrap: anywhere }
.row { display: flex; gap: 12px; align-items: flex-start }
figure { margin: 0 }
figcaption { font-size: 12px }
a { display: block; max-height: 760px; overflow: hidden; background: #fff }
img { display: block; width: 100% }
.w1280 { width: 520px } .w375 { width: 200px }`;

/** Writes index.html and sheet-….png into the folder and answers how many of the latter there are. */
export async function printSheets(browser: Browser, folder: string, pictures: Picture[]): Promise<number> {
  const titles = [...new Set(pictures.map(({ title }) => title))];
  const of = (title: string) => pictures.filter((picture) => picture.title === title);
  writeFileSync(join(folder, "index.html"), htmlOf(titles.map(of)));
  for (const file of readdirSync(folder)) if (/^sheet-\d+\.png$/u.test(file)) rmSync(join(folder, file));
  const window = await (await browser.newContext({ viewport: { width: 1500, height: 800 } })).newPage();
  let count = 0;
  for (let first = 0; first < titles.length; first += titlesASheet) {
    const file = join(folder, "sheet.html");
    writeFileSync(file, htmlOf(titles.slice(first, first + titlesASheet).map(of)));
    await window.goto(pathToFileURL(file).href);
    count += 1;
    const name = `sheet-${String(count).padStart(2, "0")}.png`;
    await window.screenshot({ path: join(folder, name), fullPage: true });
    rmSync(file);
  }
  return count;
}

function htmlOf(groups: Picture[][]): string {
  let route = "";
  const rows = groups.map((group) => {
    const [{ title, path, route: itsRoute } = { title: "", path: "", route: "" }] = group;
    const head = itsRoute === route ? "" : `<h1>${escaped(itsRoute)}</h1>`;
    route = itsRoute;
    return `${head}<h2>${escaped(title)} <small>${escaped(path)}</small></h2><div class="row">${group.map(figureOf).join("")}</div>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>All pages</title><style>${style}</style>${rows.join("\n")}</html>`;
}

function figureOf({ width, scheme, file, title }: Picture): string {
  const words = `${width} ${scheme}`;
  return `<figure class="w${width}"><figcaption>${words}</figcaption><a href="${file}"><img src="${file}" alt="${escaped(`${title}, ${words}`)}" loading="eager"></a></figure>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/gu, (character) => `&#${character.charCodeAt(0)};`);
}
