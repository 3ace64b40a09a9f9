// What everybody should know who reads a message that came by email: that it was encrypted, signed, empty and the like.

/** Named in the catalogue by `notice.` and this. */
export type NoticeCode =
  | "smimeSigned"
  | "pgpSigned"
  | "encrypted"
  | "smimeUnread"
  | "tnef"
  | "tnefUnread"
  | "coded"
  | "partial"
  | "external"
  | "picturesElsewhere"
  | "empty"
  | "emptyButSubject";

/** `found` is a whole English sentence; `subject` is what `emptyButSubject` quotes. Old notices have no code. */
export interface Notice {
  found: string;
  code?: NoticeCode;
  subject?: string;
}
