// How long a worker holds a row without a word. After that it counts as dead, and another one takes the row over.

/**
 * Whoever restarts after a crash waits this long for what was being worked on. Long enough for a process that stands still
 * for a while: on SQLite one may wait 5 s for another's lock. Processes on several machines need clocks this close.
 */
export const leaseMs = 15_000;

/** How often a living worker renews its leases: two may fail before one runs out. */
export const renewEveryMs = leaseMs / 3;
