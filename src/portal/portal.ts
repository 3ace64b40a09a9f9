// What every page works with. What the portal needs of other rooms comes in here, as values and functions.
import type { Clock } from "../domain/clock.ts";
import type { FindingGroup, Labelled } from "../domain/finding.ts";
import type { Installation } from "../domain/installation.ts";
import type { InEveryLanguage } from "../domain/locale.ts";
import type { Render } from "../render.ts";
import type { Store } from "../store/database.ts";
import type { SessionRow } from "../store/sessions.ts";
import type { CallerCap } from "./caller-cap.ts";
import type { LiveStreams } from "./live-streams.ts";

/** What a task link from an email says, once its proof has been checked. */
export type TaskLinkReading =
  | { kind: "valid"; link: { participantId: number; version: number; expiresOn: number } }
  | { kind: "expired" }
  | { kind: "unknown" };

/** What the link of a mail program's button unsubscribes from, once its proof has been checked. */
export type Unsubscribing =
  | { kind: "mute"; participantId: number; version: number }
  | { kind: "digests"; contactId: number; version: number };

/** What the set-up page shows. */
export interface SetupView {
  /** The findings of now, at most half a minute old, and whether it is worth looking again soon. Takes seconds. */
  check: () => Promise<{ groups: FindingGroup[]; roundTrip: FindingGroup; isProbeUnderWay: boolean }>;
  /** What to type elsewhere so that mail comes in here. */
  typedElsewhere: readonly { where: InEveryLanguage; values: readonly Labelled[] }[];
}

/** The bodies of an email that answers, and the email of ours that it answers, when it names one. */
export interface MailBodies {
  text?: string | undefined;
  html?: string | undefined;
  parent?: { text: string; html?: string | undefined } | undefined;
}

export interface Portal {
  store: Store;
  clock: Clock;
  render: Render;
  installation: Installation;
  /** Whether this is the sandbox, which pages then say. */
  isSandbox: boolean;
  /** Express's `trust proxy`: how many proxies in front of us set X-Forwarded-For. */
  proxiesTrusted: number;
  /** Caps how often links to sign in are asked for from one address. */
  signInCap: CallerCap;
  /** Caps how often links with a made-up secret are opened from one address. */
  linkCap: CallerCap;
  /** Open pages that are told of news. */
  live: LiveStreams;
  setup: SetupView;
  /** For whom exports are being made right now. */
  exports: { owners: string[] };
  /** All files of one form together. */
  uploadBytesMax: number;
  /** Wakes the workers after something was written. */
  nudge: () => void;
  /** Reads the secret of a task link; secrets are made and proved in src/threading alone. */
  readTaskLink: (token: string) => TaskLinkReading;
  readUnsubscribing: (token: string) => Unsubscribing | undefined;
  /** Whose reply address this is, as a row keeps it or whole, when its proof holds. */
  readReplyAddress: (address: string) => { participantId: number; version: number } | undefined;
  /** The organisation at whose domain an address is; empty for a mailbox at a public provider. */
  organisationOf: (address: string) => string;
  /** The hash under which a sign-in's link is kept. */
  signInTokenHashOf: (signInId: number) => string;
  hashOf: (secret: string) => string;
  /** The address that a connected mailbox forwards to. */
  mailboxAddressOf: (mailbox: { id: number; version: number }) => string;
  /** The tokens of other programs, and the secrets under which we sign what we tell them. */
  programs: {
    tokenOf: (apiTokenId: number) => string;
    /** The key under which new secrets are made. */
    keyId: number;
    /** As people are shown it; undefined when its key was taken away. */
    secretOf: (endpoint: { id: number; keyId: number; version: number }) => string | undefined;
  };
  /** The path of a staff member's calendar feed, and whose feed the secret in one is. The version is to be compared. */
  feedPathOf: (feed: { staffId: number; version: number }) => string;
  readFeedToken: (token: string) => { staffId: number; version: number } | undefined;
  /** Sessions as a calendar that programs follow. */
  sessionFeed: (name: string, sessions: readonly SessionRow[]) => string;
  /** The token of forms shown to whoever holds this secret, and whether a token is one. */
  formTokenOf: (subject: string) => string;
  isFormToken: (subject: string, token: string) => boolean;
  /** The html part of a raw email, if it has one. */
  readHtml: (raw: Uint8Array) => Promise<string | undefined>;
  /** What the reply in a raw email is read from; undefined for one that cannot be read. */
  readBodies: (raw: Uint8Array) => Promise<MailBodies | undefined>;
  /** Replaces our own reply addresses and links in a raw email, which would let its reader speak for others. */
  maskSecrets: (raw: string) => string;
  /** A name under which this file can safely be saved, whatever its sender called it. */
  downloadFilename: (name: string, contentType: string) => string;
}
