// What the held desk says above its list of decisions just made or taken back, with the button that takes them back. Reads
// rows, writes nothing.
import { rulingInWords } from "../domain/ruling-words.ts";
import { findEmailRuling, findLastEmailRuling, type EmailRulingRow } from "../store/email-rulings.ts";
import { findInboundEmail, inboundPageSize, type InboundStatus } from "../store/inbound-emails.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type Reading } from "./reading.ts";
import { isAddressAlone } from "./ruling-views.ts";
import type { StaffVisitor } from "./visitor.ts";

export interface HeldNotice {
  sentence: string;
  /** The email's own page, when it is about one. */
  emailPath: string | null;
  /** What one press takes back; empty when nothing is. */
  rulingIds: number[];
  /** What was taken back is being read again, and not in the list yet. */
  isBusy: boolean;
}

/** `done` and `undone` come from the address of the page and may be anything; only this visitor's own are told of. */
export async function readNotice(
  portal: Portal,
  staff: StaffVisitor,
  { done, undone }: { done?: unknown; undone?: unknown },
): Promise<HeldNotice | null> {
  const made = (await readRulings(portal, done)).filter(
    ({ staffId, undoneAt, kind }) => staffId === staff.staffId && undoneAt === null && kind !== "again",
  );
  const reading = readingOf(portal, staff);
  if (made.length > 0) return { ...tell(made, reading), rulingIds: made.map(({ id }) => id), isBusy: false };
  const back = (await readRulings(portal, undone)).filter(({ undoneAt }) => undoneAt !== null);
  if (back.length === 0) return null;
  const [only] = back;
  const states = await readStates(portal, back);
  if (back.length === 1 && isAddressAlone(states[0], only!) && (await isLast(portal, only!))) {
    const { personName: name } = only!;
    return {
      sentence: reading.say("held-notice.address", {
        isNamed: name === null ? "no" : "yes",
        name: name ?? "",
      }),
      emailPath: `/emails/${only!.inboundEmailId}`,
      rulingIds: [],
      isBusy: false,
    };
  }
  const isBusy = states.some((status) => status === "pending" || status === "processing");
  return {
    sentence: reading.say("held-notice.back", { count: back.length, isBusy: isBusy ? "yes" : "no" }),
    emailPath: back.length === 1 ? `/emails/${only!.inboundEmailId}` : null,
    rulingIds: [],
    isBusy,
  };
}

/** `1.2.3`, as it stands in the address of a page. */
export function writeRulingIds(ids: readonly number[]): string {
  return ids.join(".");
}

async function readRulings(portal: Portal, value: unknown): Promise<EmailRulingRow[]> {
  if (typeof value !== "string" || !/^[0-9.]{1,600}$/u.test(value)) return [];
  const ids = value.split(".").map(Number);
  const rulings: EmailRulingRow[] = [];
  for (const id of new Set(ids.slice(0, inboundPageSize))) {
    const ruling = id > 0 && id <= 2_147_483_647 ? await findEmailRuling(portal.store.read, id) : undefined;
    if (ruling !== undefined) rulings.push(ruling);
  }
  return rulings;
}

function tell(
  made: readonly EmailRulingRow[],
  { locale, say }: Reading,
): Pick<HeldNotice, "sentence" | "emailPath"> {
  const [only] = made;
  if (only !== undefined && made.length === 1) {
    return {
      sentence: say("held-notice.made", { what: rulingInWords(only, locale, true) }),
      emailPath: `/emails/${only.inboundEmailId}`,
    };
  }
  return { sentence: say("held-notice.set-aside", { count: made.length }), emailPath: null };
}

async function isLast(portal: Portal, { id, inboundEmailId }: EmailRulingRow): Promise<boolean> {
  return (await findLastEmailRuling(portal.store.read, inboundEmailId))?.id === id;
}

async function readStates(
  portal: Portal,
  rulings: readonly EmailRulingRow[],
): Promise<(InboundStatus | undefined)[]> {
  const found: (InboundStatus | undefined)[] = [];
  for (const { inboundEmailId } of rulings) {
    found.push((await findInboundEmail(portal.store.read, inboundEmailId))?.status);
  }
  return found;
}
