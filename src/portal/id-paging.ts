// Pages of a long list that is walked by id, newest first: `?before=` an id is what is older, `?after=` one what is newer.
import type { Request } from "express";
import { newestWindow, type IdWindow } from "../store/id-window.ts";
import { requireId } from "./page-missing.ts";

export interface IdPage<Row> {
  rows: Row[];
  newerPath: string | null;
  olderPath: string | null;
}

/** `read` answers one row more than `size` when there are more; `pathOf` is the list with a query of ours in place of its own. */
export async function readIdPage<Row extends { id: number }>(
  request: Request,
  size: number,
  read: (window: IdWindow) => Promise<Row[]>,
  pathOf: (query: Record<string, string>) => string,
): Promise<IdPage<Row>> {
  const { before, after } = request.query;
  if (after !== undefined) {
    const found = await read({ afterId: requireId(textOf(after)) });
    // What is left above is the first page, whole.
    if (found.length > size) return toPage(found.slice(-size), { hasNewer: true, hasOlder: true }, pathOf);
  }
  const isFirst = before === undefined || after !== undefined;
  const found = await read(isFirst ? newestWindow : { beforeId: requireId(textOf(before)) });
  return toPage(found.slice(0, size), { hasNewer: !isFirst, hasOlder: found.length > size }, pathOf);
}

function toPage<Row extends { id: number }>(
  rows: Row[],
  { hasNewer, hasOlder }: { hasNewer: boolean; hasOlder: boolean },
  pathOf: (query: Record<string, string>) => string,
): IdPage<Row> {
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    rows,
    newerPath: hasNewer ? pathOf(first === undefined ? {} : { after: String(first.id) }) : null,
    olderPath: hasOlder && last !== undefined ? pathOf({ before: String(last.id) }) : null,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
