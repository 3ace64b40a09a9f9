// Limits and times of probe mails, which anybody of the staff can send.

/** While one that was sent this short a time ago has not come back, no other is sent. */
export const probeWaitMs = 60_000;
/** Probes an hour; each is an email that somebody pays for. */
export const probesPerHourMax = 20;
/** Workers take up what is written within seconds; after this time no server runs, or one that is stuck. */
export const probeTakenUpMs = 10_000;
