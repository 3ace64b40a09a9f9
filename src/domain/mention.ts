// “@Priya” or “@Tom Becker” within words: which of the staff somebody named so, and where. Pure.

/** A member of staff, as they can be named. */
export interface Mentionable {
  staffId: number;
  name: string;
}

/** Where a name stands, with its “@”: from `start` up to `end`. */
export interface Mention {
  start: number;
  end: number;
  staffIds: number[];
}

/**
 * Every mention in order. In any case of letters, by the whole name, or by the first one where nobody else is called so; of
 * several that fit, the longest. Two of the very same name are both meant. What stands in an address is none.
 */
export function findMentions(text: string, staff: readonly Mentionable[]): Mention[] {
  const meant = staffByName(staff);
  if (meant.size === 0 || !text.includes("@")) return [];
  const names = [...meant.keys()].flatMap((name) => [name, name.normalize("NFD")]);
  const longestFirst = [...new Set(names)].toSorted((one, other) => other.length - one.length);
  const any = longestFirst.map((name) => escaped(name).replaceAll(" ", String.raw`\s{1,3}`)).join("|");
  const mention = new RegExp(`(?<![\\p{L}\\p{N}._%+-])@(${any})(?![\\p{L}\\p{N}\\p{M}_]|-\\p{L})`, "giu");
  return [...text.matchAll(mention)].flatMap((match) => {
    const staffIds = meant.get(plain(match[1]!));
    return staffIds === undefined
      ? []
      : [{ start: match.index, end: match.index + match[0].length, staffIds }];
  });
}

/** What is typed for each of those asked for: the first name where it is theirs alone, or else the whole one. */
export function namesToMention(
  staff: readonly Mentionable[],
  isAskedFor: (one: Mentionable) => boolean,
): string[] {
  const meant = staffByName(staff);
  return staff.filter(isAskedFor).map(({ staffId, name }) => {
    const whole = name.trim().replaceAll(/\s+/gu, " ");
    const first = whole.split(" ")[0]!;
    return meant.get(plain(first))?.includes(staffId) === true ? first : whole;
  });
}

function staffByName(staff: readonly Mentionable[]): Map<string, number[]> {
  const whole = new Map<string, number[]>();
  const byFirst = new Map<string, number[]>();
  for (const { staffId, name } of staff) {
    const key = plain(name);
    if (key === "") continue;
    add(whole, key, staffId);
    add(byFirst, key.split(" ")[0]!, staffId);
  }
  for (const [first, staffIds] of byFirst) {
    if (staffIds.length === 1 && !whole.has(first)) whole.set(first, staffIds);
  }
  return whole;
}

function add(map: Map<string, number[]>, key: string, staffId: number): void {
  map.set(key, [...(map.get(key) ?? []), staffId]);
}

function plain(name: string): string {
  return name.normalize("NFC").trim().replaceAll(/\s+/gu, " ").toLowerCase();
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}
