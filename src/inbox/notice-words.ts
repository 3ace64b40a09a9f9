// The sentences that stand beside a message whose email was wrapped, coded or a mere piece. Values only.

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
} as const;
