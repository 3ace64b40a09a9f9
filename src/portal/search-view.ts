// What was found as the page shows it: the words around each hit, and links that lead to it.
import { intlLocale } from "../domain/locale.ts";
import { excerptOf, searchedLengthMax, type Search, type Stretch } from "../domain/search.ts";
import type { MessageHit } from "../store/message-hits.ts";
import type { PersonHit } from "../store/search-people.ts";
import type { Found } from "../store/search.ts";
import type { TaskRow } from "../store/tasks.ts";
import { writeCursor } from "./conversation.ts";
import type { Portal } from "./portal.ts";
import type { Reading } from "./reading.ts";
import { toTaskListRow, type TaskListRow } from "./task-list.ts";
import type { Visitor } from "./visitor.ts";
import { momentWords, type MomentWords } from "./words.ts";

export const searchKinds = ["tasks", "messages", "people"] as const;
export type SearchKind = (typeof searchKinds)[number];

export interface FoundOfAll {
  tasks: Found<TaskRow>;
  messages: Found<MessageHit>;
  people: Found<PersonHit>;
}

interface SectionView {
  kind: SearchKind;
  label: string;
  tasks: TaskListRow[] | null;
  messages: MessageHitView[] | null;
  people: PersonHitView[] | null;
  /** Where all hits of this kind are, when these are only the best; null otherwise. */
  allPath: string | null;
  allLabel: string;
}

interface MessageHitView {
  path: string;
  taskId: number;
  taskTitle: string;
  clientName: string;
  author: string;
  isNote: boolean;
  posted: MomentWords;
  excerpt: Stretch[];
  /** Names of its files, where one of them was found. */
  files: Stretch[] | null;
}

interface PersonHitView {
  name: Stretch[];
  addresses: Stretch[];
  clientName: Stretch[] | null;
  /** The page that tells more of them, if there is one. */
  path: string | null;
}

interface Listing extends Reading {
  kind: SearchKind | undefined;
  path: (kind: SearchKind) => string;
  shortListSize: number;
}

/** The kinds of which something was found, in their order. */
export function toSections(
  portal: Portal,
  visitor: Visitor,
  search: Search,
  found: FoundOfAll,
  listing: Listing,
): SectionView[] {
  const isStaff = visitor.kind === "staff";
  const { say, kind, path, shortListSize } = listing;
  const lists = {
    tasks: found.tasks.hits.map((task) => toTaskListRow(task, { ...listing, isStaff })),
    messages: found.messages.hits.map((hit) => toMessageView(portal, search, hit, listing)),
    people: found.people.hits.map((hit) => toPersonView(search, hit, isStaff)),
  };
  return searchKinds
    .filter((name) => lists[name].length > 0)
    .map((name) => ({
      kind: name,
      label: say(`search.${name}`),
      tasks: name === "tasks" ? lists.tasks : null,
      messages: name === "messages" ? lists.messages : null,
      people: name === "people" ? lists.people : null,
      allPath: kind === undefined && found[name].count > shortListSize ? path(name) : null,
      allLabel: say(`search.all-${name}`, { count: countWords(found[name], listing) }),
    }));
}

/** “12”, or “1,000+” where more were not counted. */
export function countWords({ count, isMore }: Found<unknown>, { locale }: Pick<Reading, "locale">): string {
  const digits = new Intl.NumberFormat(intlLocale(locale)).format(count);
  return isMore ? `${digits}+` : digits;
}

function toMessageView(portal: Portal, search: Search, hit: MessageHit, reading: Reading): MessageHitView {
  // Before the words are cut out: half a secret would not be known for one.
  const words = portal.maskSecrets(hit.kept.slice(0, searchedLengthMax));
  const files = excerptOf(search, (hit.filenames ?? "").replaceAll("\n", ", "));
  const { laterId, laterPostedAt } = hit;
  const before =
    laterId === null || laterPostedAt === null
      ? ""
      : `?before=${writeCursor({ id: laterId, postedAt: laterPostedAt })}`;
  return {
    path: `/tasks/${hit.taskId}${before}#message-${hit.id}`,
    taskId: hit.taskId,
    taskTitle: hit.taskTitle,
    clientName: hit.clientName,
    author: hit.authorName,
    isNote: hit.isNote === 1,
    posted: momentWords(hit.postedAt, reading),
    excerpt: excerptOf(search, words),
    files: files.some(({ isFound }) => isFound) ? files : null,
  };
}

function toPersonView(search: Search, person: PersonHit, isStaff: boolean): PersonHitView {
  const { clientId } = person;
  return {
    name: excerptOf(search, person.name),
    addresses: excerptOf(search, person.addresses.replaceAll(" ", ", ")),
    clientName: isStaff && person.clientName !== null ? excerptOf(search, person.clientName) : null,
    path: isStaff ? (clientId === null ? null : `/clients/${clientId}`) : "/people",
  };
}
