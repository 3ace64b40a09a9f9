// What examining an email found, and the one thing that is to be done with it.
import type { BacklogCause } from "../actions/ask-backlog.ts";
import type { Delivery, PauseCause } from "../domain/delivery.ts";
import type { Step } from "../domain/inbound-email.ts";
import type { Person } from "../domain/person.ts";
import type { Reply } from "../reply/extract.ts";
import type { NewConfirmation } from "../store/forwarding-confirmations.ts";
import type { Upload } from "../store/messages.ts";
import type { LearntOfProbe } from "../store/probes.ts";
import type { Command } from "./find-command.ts";
import type { Classification } from "./classify.ts";
import type { EmailHead, Mailbox } from "./parsed-email.ts";
import type { FoundForward } from "./forwarded-email.ts";
import type { SessionDecision } from "./session-decision.ts";

/** What is to be done with an email. Exactly one of these, carried out by `act`. */
export type Decision =
  | { kind: "ignore"; reason: string }
  | {
      kind: "hold" | "fail";
      reason: string;
      taskId?: number;
      author?: Person;
      /** It is read again by itself: DNS did not say who sent it. */
      isUnanswered?: true;
      /** What staff forwarded in it, by hand. */
      forward?: FoundForward;
    }
  | {
      kind: "record_delivery";
      outboundEmailId: number;
      delivery: Delivery;
      reason: string;
      /** Set when the email's address is to be paused. */
      pause?: { cause: PauseCause };
    }
  | { kind: "answer"; author: Extract<Person, { kind: "contact" }>; act: AnswerAct }
  | { kind: "record_probe_return"; probeId: number; learnt: LearntOfProbe }
  | {
      kind: "record_confirmation";
      /** Whether its place on the Mailboxes page is all that anybody needs of it. */
      isDone: boolean;
      /** It is read again by itself: DNS did not say whether the provider wrote it. */
      isUnanswered: boolean;
      confirmation: Omit<NewConfirmation, "inboundEmailId" | "receivedAt">;
    }
  | {
      kind: "post";
      taskId: number;
      author: Person;
      isNote: boolean;
      isQuiet: boolean;
      reply: Reply;
      /** What the words do beside being said. */
      command?: Command;
    }
  | {
      kind: "open";
      clientId: number;
      author: Person;
      reply: Reply;
      onBehalf?: OnBehalf;
      forward?: FoundForward;
      /** It answers an email that takes commands, and holds none. */
      isNoCommand?: true;
    }
  | SessionDecision;

/** What an answer to an email with numbered choices does, or what a new email asks to be sent. */
export type AnswerAct =
  | { kind: "order_backlog"; taskIds: number[] }
  | { kind: "send_backlog"; cause: BacklogCause };

/** A task that staff open for a contact with an email that one of them forwarded. */
export interface OnBehalf {
  contactId: number;
  opener: Person;
  title: string;
}

export interface Examination {
  head: EmailHead;
  /** Ids of the thread, the nearest first, to be remembered when the email is admitted. */
  references?: string[];
  /** Through whose forwarding rule it came. */
  mailboxId?: number;
  /** Everybody in To and Cc but ourselves. */
  copied?: Mailbox[];
  uploads: Upload[];
  class: Classification["kind"] | null;
  text: string | null;
  steps: Step[];
  decision: Decision;
}
