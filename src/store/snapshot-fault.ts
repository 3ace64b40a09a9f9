// What keeps a snapshot from being taken or put back.

/** Its message is a sentence or two, fit for an operator. */
export class SnapshotFault extends Error {}
