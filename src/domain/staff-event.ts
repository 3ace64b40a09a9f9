// What happens between staff on and beside tasks: who answers for one, who follows it, whom a note mentions, and what replies they
// keep. For the one list of events.

/** Why somebody follows a task: they pressed the button, wrote there, were assigned it, or were mentioned in a note. */
export type FollowCause = "asked" | "wrote" | "assigned" | "mentioned";

export interface StaffEventPayloads {
  /** A member of staff follows a task from now on, or does not any more. */
  "participant.followed": {
    participantId: number;
    staffId: number;
    cause: FollowCause;
  };
  "participant.unfollowed": { participantId: number; staffId: number };
  /** A note mentions a member of staff: once for each note and person. */
  "staff.mentioned": { messageId: number; staffId: number; name: string };
  /** Somebody else of the staff answers for a task from now on, or nobody does. */
  "task.assigned": {
    before: { staffId: number; name: string } | null;
    after: { staffId: number; name: string } | null;
  };
  /** Staff keep a reply that they write again and again, wrote it anew, or deleted it. */
  "saved_reply.added": SavedReplyPayload;
  "saved_reply.changed": SavedReplyPayload & { before: { title: string; text: string } };
  "saved_reply.deleted": SavedReplyPayload;
}

interface SavedReplyPayload {
  savedReplyId: number;
  title: string;
  text: string;
}
