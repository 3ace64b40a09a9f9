// How long work takes the processor, whatever else the machine does meanwhile.

/** What the yardstick takes the processor of the machine on which limits of time were first set. */
const yardstickMs = 60;

/**
 * How many times slower this machine is right now than that one, 1 at least: limits of time are for its programs, not for its
 * neighbours. The yardstick is work of the kind that is measured: lines of text, expressions, small objects.
 */
export function slownessNow(): number {
  const lines = Array.from(
    { length: 20_000 },
    (_, index) => `> On day ${index} somebody wrote <a${index}@b.example>:`,
  );
  const text = lines.join("\n");
  const work = () => {
    let found = 0;
    for (const line of text.repeat(8).split("\n")) {
      const match = /^(?:> )*On (.+) wrote <([^<>@\s]+)@([^<>\s]+)>:$/u.exec(line);
      const parts = { line, length: line.trim().length, words: line.split(/\s+/u) };
      if (match !== null && parts.words.length > 3) found += parts.length;
    }
    if (found === 0) throw new Error("The yardstick measured nothing.");
  };
  const fastest = Math.min(...[1, 2, 3, 4, 5].map(() => cpuMsOf(work)));
  return Math.max(1, fastest / yardstickMs);
}

/** Milliseconds of CPU that this process spent on `work`, which must be synchronous; all its threads count. */
export function cpuMsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
