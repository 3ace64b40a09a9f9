// GET /search: tasks, messages and people by words, for staff and for contacts what the pages of their client show. Writes nothing.
import type { Request, Response } from "express";
import { readSearch, searchLengthMax, searchWordsMax, type Search } from "../domain/search.ts";
import type { MessageHit } from "../store/message-hits.ts";
import type { Rows } from "../store/rows.ts";
import { searchPeople } from "../store/search-people.ts";
import {
  searchHitsMax,
  searchMessages,
  searchPageSize,
  searchTasks,
  type Found,
  type PagePart,
  type SearchScope,
} from "../store/search.ts";
import { readToldWords } from "../store/told-words.ts";
import { showPage } from "./page.ts";
import { pageNumber } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
import { countWords, searchKinds, toSections, type FoundOfAll, type SearchKind } from "./search-view.ts";
import { askToSignIn, findVisitor, type Visitor } from "./visitor.ts";

/** Hits of each kind where all kinds are shown. */
const shortListSize = 5;

export async function showSearch(portal: Portal, request: Request, response: Response): Promise<void> {
  const visitor = await findVisitor(portal, request);
  if (visitor.kind === "stranger") return askToSignIn(request, response);
  const { q, kind: asked, page } = request.query;
  // One character more than is read tells that something is left out; the rest is not even shown again.
  const typed = (typeof q === "string" ? q : "").slice(0, searchLengthMax + 1).trim();
  const search = readSearch(typed);
  const kind = searchKinds.find((name) => name === asked);
  const found = await findPage(portal, scopeOf(visitor), search, kind, pageNumber(page));
  const reading = readingOf(portal, visitor);
  const { say } = reading;
  const current = kind && found.of[kind];
  const path = (to?: SearchKind, at = 1) => pathOf(typed, to, at);
  await showPage(portal, response, visitor, "search", {
    title: typed === "" ? say("search.title") : say("search.title-of", { words: typed }),
    searchedFor: typed,
    isStaffView: visitor.kind === "staff",
    isAsked: search.terms.length > 0,
    cut: search.isCut ? say("search.cut", { words: searchWordsMax, characters: searchLengthMax }) : null,
    more: current?.isMore === true ? say("search.more", { count: searchHitsMax }) : null,
    isNothing: searchKinds.every((name) => found.of[name].count === 0),
    isNothingOfKind: current?.count === 0,
    allPath: path(),
    tabs: [
      { label: say("search.everything"), path: path(), isCurrent: kind === undefined },
      ...searchKinds.map((name) => ({
        label: say(`search.count-${name}`, { count: countWords(found.of[name], reading) }),
        path: path(name),
        isCurrent: kind === name,
      })),
    ],
    sections: toSections(portal, visitor, search, found.of, { ...reading, kind, path, shortListSize }),
    newerPath: kind !== undefined && found.page > 1 ? path(kind, found.page - 1) : null,
    olderPath:
      current !== undefined && current.count > found.page * searchPageSize
        ? path(kind, found.page + 1)
        : null,
  });
}

function scopeOf(visitor: Exclude<Visitor, { kind: "stranger" }>): SearchScope {
  return visitor.kind === "staff" ? { kind: "staff" } : { kind: "contact", clientId: visitor.clientId };
}

/** The page that is asked for of one kind, or the last one where there are fewer; the best few of each without a kind. */
async function findPage(
  { store: { read } }: Portal,
  scope: SearchScope,
  search: Search,
  kind: SearchKind | undefined,
  page: number,
): Promise<{ of: FoundOfAll; page: number }> {
  const findAll = async (at: number): Promise<FoundOfAll> => {
    const partOf = (name: SearchKind): PagePart => {
      if (kind === undefined) return { offset: 0, size: shortListSize };
      // Of the other kinds only the count is shown.
      return name === kind
        ? { offset: (at - 1) * searchPageSize, size: searchPageSize }
        : { offset: 0, size: 0 };
    };
    return {
      tasks: await searchTasks(read, search, scope, partOf("tasks")),
      messages: await asTold(read, scope, await searchMessages(read, search, scope, partOf("messages"))),
      people: await searchPeople(read, search, scope, partOf("people")),
    };
  };
  if (kind === undefined) return { of: await findAll(1), page: 1 };
  const found = await findAll(page);
  const last = Math.max(1, Math.ceil(found[kind].count / searchPageSize));
  return page <= last ? { of: found, page } : { of: await findAll(last), page: last };
}

/** A message found by its file may hold lines of another client's, which no contact is shown. */
async function asTold(rows: Rows, scope: SearchScope, found: Found<MessageHit>): Promise<Found<MessageHit>> {
  if (scope.kind === "staff") return found;
  const hits = [];
  for (const hit of found.hits) hits.push({ ...hit, kept: await readToldWords(rows, hit) });
  return { ...found, hits };
}

function pathOf(typed: string, kind: SearchKind | undefined, page: number): string {
  const query = new URLSearchParams({ q: typed });
  if (kind !== undefined) query.set("kind", kind);
  if (page > 1) query.set("page", String(page));
  return `/search?${query.toString()}`;
}
