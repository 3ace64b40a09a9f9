// The sentences that stand beside a message whose email was wrapped, coded, empty or a mere piece, and the codes by which emails
// say them in their reader's language. Values only.
import type { NoticeCode } from "../domain/notice.ts";

/** What people are told beside the message, each once. */
export const noticeWords = {
  smimeSigned:
    "This email was signed (S/MIME). The signature was not checked here, and proves nothing about who wrote it.",
  pgpSigned:
    "This email was signed (PGP). The signature was not checked here, and proves nothing about who wrote it.",
  encrypted:
    "This email is encrypted for somebody else; nobody here can read it. Ask the sender to send it without encryption.",
  smimeUnread: "What this email wraps in an S/MIME file could not be opened; the file is kept.",
  tnef: "Outlook wrapped parts of this email in winmail.dat; they were taken out.",
  tnefUnread:
    "Outlook wrapped parts of this email in winmail.dat, which could not be opened; the file is kept.",
  coded: "A file stood within the text of this email; it was taken out and is attached.",
  partial:
    "This is only a piece of an email that was sent in several; the others come by themselves, if at all.",
  external:
    "This email only points to a file that lies elsewhere. It was not fetched; ask the sender for it.",
  picturesElsewhere: "This email holds no words, only pictures that lie elsewhere. They were not loaded.",
  empty: "This email is empty: nothing was written and nothing is attached.",
} as const satisfies Partial<Record<NoticeCode, string>>;

/** For an email that says something in its subject alone. */
export function emptyButSubject(subject: string): string {
  return `${beforeSubject}${subject}${behindSubject}`;
}

const beforeSubject = "This email is empty but for its subject: “";
const behindSubject = "”.";

/** The code of one of these sentences. */
export function codeOf(found: string): { code?: NoticeCode; subject?: string } {
  if (found.startsWith(beforeSubject)) {
    return { code: "emptyButSubject", subject: found.slice(beforeSubject.length, -behindSubject.length) };
  }
  const codes = Object.keys(noticeWords) as (keyof typeof noticeWords)[];
  const code = codes.find((each) => noticeWords[each] === found);
  return code === undefined ? {} : { code };
}
