// Limits of probe mails, which anybody of the staff can send.

/** While one that was sent this short a time ago has not come back, no other is sent. */
export const probeWaitMs = 60_000;
/** Probes an hour; each is an email that somebody pays for. */
export const probesPerHourMax = 20;
