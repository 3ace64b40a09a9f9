// How long work takes the processor, whatever else the machine does meanwhile.

/** Milliseconds of CPU that this process spent on `work`, which must be synchronous; all its threads count. */
export function cpuMsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
