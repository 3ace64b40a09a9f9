// The ways from every page to every other, for staff and for contacts, with the one where we are marked.
import type { SayToThem } from "./reading.ts";
import type { Visitor } from "./visitor.ts";

/** Where in the menu a page is. */
export type Place =
  | "desk"
  | "home"
  | "tasks"
  | "board"
  | "backlog"
  | "new-request"
  | "new-task"
  | "people"
  | "preferences"
  | "sessions"
  | "held"
  | "cases"
  | "mailboxes"
  | "programs"
  | "saved-replies"
  | "clients"
  | "outgoing"
  | "audit"
  | "setup";

export interface MenuLink {
  path: string;
  label: string;
  isCurrent: boolean;
  /** Emails that are held, on the link to them. */
  heldCount: number;
}

/** `main` stands on top of a page and `more` below it. Strangers have neither. */
export interface Menu {
  isStaff: boolean;
  main: MenuLink[];
  more: MenuLink[];
}

const staffMain = [
  ["desk", "/", "frame.desk"],
  ["board", "/board", "frame.board"],
  ["tasks", "/tasks", "frame.tasks"],
  ["clients", "/clients", "clients.title"],
  ["held", "/held", "frame.held"],
  ["sessions", "/sessions", "frame.sessions"],
] as const;

const staffMore = [
  ["outgoing", "/outgoing", "outgoing.title"],
  ["audit", "/audit", "audit.title"],
  ["cases", "/reply-cases", "frame.reply-cases"],
  ["saved-replies", "/saved-replies", "saved-replies.title"],
  ["mailboxes", "/mailboxes", "frame.mailboxes"],
  ["programs", "/programs", "frame.programs"],
  ["setup", "/setup", "frame.setup"],
  ["preferences", "/preferences", "frame.staff-preferences"],
] as const;

const contactMain = [
  ["home", "/", "frame.home"],
  ["backlog", "/backlog", "frame.backlog"],
  ["sessions", "/sessions", "frame.sessions"],
  ["new-request", "/requests/new", "frame.new-request"],
] as const;

const contactMore = [
  ["tasks", "/tasks", "frame.all-tasks"],
  ["people", "/people", "frame.people"],
  ["preferences", "/preferences", "frame.preferences"],
] as const;

export function menuOf(
  { kind }: Visitor,
  place: Place | undefined,
  heldCount: number,
  say: SayToThem,
): Menu | null {
  if (kind === "stranger") return null;
  const links = (entries: readonly (readonly [Place, string, string])[]): MenuLink[] =>
    entries.map(([at, path, key]) => ({
      path,
      label: say(key),
      isCurrent: at === place,
      heldCount: at === "held" ? heldCount : 0,
    }));
  return kind === "staff"
    ? { isStaff: true, main: links(staffMain), more: links(staffMore) }
    : { isStaff: false, main: links(contactMain), more: links(contactMore) };
}
