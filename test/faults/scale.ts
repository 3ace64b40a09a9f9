// How much is tried: FAULTS=short makes the counts those of a build, anything else those of the long form. CRASH_SEED chooses the moments.

export const isShort = process.env["FAULTS"] === "short";

/** Kills of each way to run an installation; there are four. */
export const killsOfEach = Number(process.env["FAULT_KILLS"] ?? (isShort ? 3 : 50));
/** Mails that come in between one kill and the next, about. */
export const mailsOfKill = 14;
/** Times that the database is ended, in each of three manners. */
export const restartsOfEach = isShort ? 1 : 5;
/** Mails that come in while something else than a kill is tried. */
export const mailsOfFault = isShort ? 40 : 200;
/** Times that a process is told to stop while mail comes in. */
export const stopsCount = isShort ? 1 : 10;

/** A failure names it. What the machine does between the moments that it chooses stays its own. */
export const seed = Number(process.env["CRASH_SEED"] ?? Math.floor(Math.random() * 2 ** 32));

/** Whole numbers from 0 to below a limit, the same for the same seed and name (mulberry32). */
export function dice(name: string): (limit: number) => number {
  let state = [...name].reduce((sum, letter) => Math.imul(sum, 31) + letter.codePointAt(0)!, seed) >>> 0;
  const chance = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return (limit) => Math.floor(chance() * limit);
}
