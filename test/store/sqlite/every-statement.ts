// Calls every function of the store once on a filled database and writes down each statement that it runs.
import { readSearch } from "../../../src/domain/search.ts";
import type { Rows, Value } from "../../../src/store/rows.ts";
import * as audit from "../../../src/store/audit.ts";
import * as apiTokens from "../../../src/store/api-tokens.ts";
import * as approvals from "../../../src/store/approvals.ts";
import * as availability from "../../../src/store/availability.ts";
import * as assignees from "../../../src/store/assignees.ts";
import * as backlog from "../../../src/store/backlog.ts";
import * as breakers from "../../../src/store/breakers.ts";
import * as blobs from "../../../src/store/blobs.ts";
import * as erasedForwards from "../../../src/store/erased-forwards.ts";
import * as erasedWords from "../../../src/store/erased-words.ts";
import * as choices from "../../../src/store/email-choices.ts";
import * as bulkRows from "../../../src/store/bulk-rows.ts";
import * as clientList from "../../../src/store/client-list.ts";
import * as clients from "../../../src/store/clients.ts";
import * as copied from "../../../src/store/copied-colleagues.ts";
import * as deliveries from "../../../src/store/deliveries.ts";
import * as deliveryProblems from "../../../src/store/delivery-problems.ts";
import * as desk from "../../../src/store/desk.ts";
import * as digestEntries from "../../../src/store/digest-entries.ts";
import * as drafts from "../../../src/store/drafts.ts";
import * as emailRulings from "../../../src/store/email-rulings.ts";
import * as erasure from "../../../src/store/erasure.ts";
import * as eventSubject from "../../../src/store/event-subject.ts";
import * as events from "../../../src/store/events.ts";
import * as exports from "../../../src/store/exports.ts";
import * as claims from "../../../src/store/inbound-claims.ts";
import * as inbound from "../../../src/store/inbound-emails.ts";
import * as heldDesk from "../../../src/store/held-desk.ts";
import * as heldSummaries from "../../../src/store/held-summaries.ts";
import * as envelopes from "../../../src/store/inbound-envelopes.ts";
import * as fingerprints from "../../../src/store/fingerprint.ts";
import * as faults from "../../../src/store/intake-faults.ts";
import * as mailboxes from "../../../src/store/mailboxes.ts";
import * as confirmations from "../../../src/store/forwarding-confirmations.ts";
import * as mentions from "../../../src/store/mentions.ts";
import * as moves from "../../../src/store/message-moves.ts";
import * as messages from "../../../src/store/messages.ts";
import * as newestMessages from "../../../src/store/newest-messages.ts";
import * as newestMoment from "../../../src/store/newest-moment.ts";
import * as removals from "../../../src/store/object-removals.ts";
import * as outbound from "../../../src/store/outbound-emails.ts";
import * as outgoing from "../../../src/store/outgoing.ts";
import * as sending from "../../../src/store/outbound-sending.ts";
import * as pauses from "../../../src/store/paused-addresses.ts";
import * as preferences from "../../../src/store/preferences.ts";
import * as rawMail from "../../../src/store/raw-mail.ts";
import * as people from "../../../src/store/people.ts";
import * as probes from "../../../src/store/probes.ts";
import * as redaction from "../../../src/store/redaction.ts";
import * as replyCases from "../../../src/store/reply-cases.ts";
import * as replyBlocks from "../../../src/store/reply-blocks.ts";
import * as savedReplies from "../../../src/store/saved-replies.ts";
import * as search from "../../../src/store/search.ts";
import * as searchWays from "../../../src/store/search-ways.ts";
import * as searchedPeople from "../../../src/store/search-people.ts";
import * as messageHits from "../../../src/store/message-hits.ts";
import * as setBack from "../../../src/store/set-back.ts";
import * as sessionChanges from "../../../src/store/session-changes.ts";
import * as sessionLedger from "../../../src/store/session-ledger.ts";
import * as sessionSearch from "../../../src/store/session-search.ts";
import * as sessions from "../../../src/store/sessions.ts";
import * as signIns from "../../../src/store/sign-ins.ts";
import * as stages from "../../../src/store/task-stages.ts";
import * as participants from "../../../src/store/participants.ts";
import * as tasks from "../../../src/store/tasks.ts";
import * as timeChoices from "../../../src/store/time-choices.ts";
import * as newsOfInbound from "../../../src/store/news-of-inbound.ts";
import * as noteReaders from "../../../src/store/note-readers.ts";
import * as toldOf from "../../../src/store/told-of.ts";
import * as toldWords from "../../../src/store/told-words.ts";
import * as unfinished from "../../../src/store/unfinished.ts";
import * as waiting from "../../../src/store/waiting-events.ts";
import * as webhookDeliveries from "../../../src/store/webhook-deliveries.ts";
import * as webhookEndpoints from "../../../src/store/webhook-endpoints.ts";
import * as watchEvents from "../../../src/store/watch-events.ts";
import * as withdrawals from "../../../src/store/withdrawals.ts";

export const storeModules = {
  apiTokens,
  approvals,
  assignees,
  audit,
  availability,
  backlog,
  blobs,
  bulkRows,
  choices,
  clientList,
  clients,
  confirmations,
  copied,
  breakers,
  deliveries,
  deliveryProblems,
  desk,
  digestEntries,
  drafts,
  emailRulings,
  erasedForwards,
  erasedWords,
  erasure,
  eventSubject,
  events,
  exports,
  faults,
  fingerprints,
  heldDesk,
  heldSummaries,
  claims,
  inbound,
  setBack,
  mailboxes,
  envelopes,
  mentions,
  messageHits,
  messages,
  newestMessages,
  moves,
  newsOfInbound,
  noteReaders,
  newestMoment,
  outbound,
  outgoing,
  pauses,
  people,
  preferences,
  rawMail,
  removals,
  probes,
  redaction,
  replyBlocks,
  replyCases,
  savedReplies,
  search,
  searchWays,
  searchedPeople,
  sending,
  sessionChanges,
  sessionLedger,
  sessionSearch,
  sessions,
  signIns,
  stages,
  participants,
  tasks,
  toldOf,
  toldWords,
  timeChoices,
  unfinished,
  waiting,
  webhookDeliveries,
  webhookEndpoints,
  watchEvents,
  withdrawals,
};

export interface RunStatement {
  by: string;
  sql: string;
  values: Value[];
}

const at = "2026-02-01T00:00:00.000Z";

/** Every function by its name, called with values that differ by `turn`. */
export function calls(turn: number): Record<string, (rows: Rows) => Promise<unknown>> {
  const name = `turn ${turn}`;
  const ann = { kind: "contact", id: 1 } as const;
  const priya = { kind: "staff", id: 1 } as const;
  const person = turn % 2 === 0 ? ann : priya;
  const page = turn + 1;
  const part = { offset: turn, size: 5 };
  const scopes = [{ kind: "staff" }, { kind: "contact", clientId: 1 }] as const;
  const upload = {
    filename: name,
    contentType: "text/plain",
    contentId: null,
    isInline: false,
    bytes: Buffer.from(name),
    sha256: name,
  };
  const message = {
    taskId: 1,
    author: person,
    channel: "portal",
    isNote: false,
    isQuiet: false,
    isByLink: false,
    kept: name,
    blocks: null,
    method: null,
    confidence: null,
    internetMessageId: `<${name}@x>`,
    inboundEmailId: null,
    postedAt: at,
    submissionKey: null,
  } as const;
  const outcome: inbound.Outcome = {
    status: "held",
    reason: name,
    class: null,
    evidence: [],
    fromAddress: null,
    fromName: null,
    subject: null,
    internetMessageId: null,
    text: null,
    taskId: null,
    author: undefined,
  };
  const email = {
    eventId: 1,
    taskId: 1,
    messageId: 1,
    signInId: null,
    participantId: 1,
    contactId: 1,
    staffId: null,
    kind: "message",
    isNote: false,
    toAddress: `${turn}@x.example`,
    toName: "X",
    fromName: "Y",
    subject: "S",
    text: "T",
    html: "H",
    headers: {},
    placeholder: "P",
    composedAt: at,
  };
  const told = { id: 1, attempts: turn };
  const toldAnswer = { answerCode: turn, fault: name };
  return {
    insertRows: async (rows) => {
      const blobsOf = (count: number) =>
        Array.from({ length: count }, (_, index) => {
          const bytes = Buffer.from(`${name} ${index}`);
          return { sha256: `${name} ${count} ${index}`, size_bytes: bytes.byteLength, bytes };
        });
      await bulkRows.insertRows(rows, "blobs", blobsOf(526));
    },
    holdsPeopleOrMail: (rows) => bulkRows.holdsPeopleOrMail(rows),
    findGreatestId: (rows) => bulkRows.findGreatestId(rows, "events"),
    endBulk: (rows) => bulkRows.endBulk(rows),
    recordApiToken: (rows) =>
      apiTokens.recordApiToken(rows, {
        name,
        scopes: ["tasks:read"],
        clientId: turn % 2 === 0 ? null : 1,
        staffId: 1,
        createdAt: at,
      }),
    markApiTokenHash: (rows) => apiTokens.markApiTokenHash(rows, 1, name),
    findApiToken: (rows) => apiTokens.findApiToken(rows, 1),
    listApiTokens: (rows) => apiTokens.listApiTokens(rows),
    markApiTokenUsed: (rows) => apiTokens.markApiTokenUsed(rows, 1, at),
    markApiTokenRevoked: (rows) => apiTokens.markApiTokenRevoked(rows, 1, at),
    recordWebhookEndpoint: (rows) =>
      webhookEndpoints.recordWebhookEndpoint(rows, {
        url: name,
        keyId: turn,
        wanted: ["task.opened"],
        clientId: turn % 2 === 0 ? null : 1,
        staffId: 1,
        createdAt: at,
      }),
    findWebhookEndpoint: (rows) => webhookEndpoints.findWebhookEndpoint(rows, 1),
    listWebhookEndpoints: (rows) => webhookEndpoints.listWebhookEndpoints(rows),
    listListeners: (rows) => webhookEndpoints.listListeners(rows),
    markWebhookEndpointPaused: (rows) =>
      webhookEndpoints.markWebhookEndpointPaused(rows, 1, { at, by: turn % 2 === 0 ? "staff" : "gone" }),
    markWebhookEndpointResumed: (rows) => webhookEndpoints.markWebhookEndpointResumed(rows, 1),
    markWebhookEndpointRemoved: (rows) => webhookEndpoints.markWebhookEndpointRemoved(rows, 4711, at),
    recordWebhookDelivery: (rows) =>
      webhookDeliveries.recordWebhookDelivery(rows, {
        endpointId: 1,
        eventId: turn % 2 === 0 ? null : 1,
        type: "test",
        createdAt: at,
      }),
    claimWebhookDeliveries: (rows) => webhookDeliveries.claimWebhookDeliveries(rows, 10, at, at),
    hasClaimableWebhookDeliveries: (rows) => webhookDeliveries.hasClaimableWebhookDeliveries(rows, at),
    releaseWebhookLeases: (rows) => webhookDeliveries.releaseWebhookLeases(rows, at),
    renewWebhookLease: (rows) => webhookDeliveries.renewWebhookLease(rows, told, at),
    markWebhookEnded: (rows) =>
      webhookDeliveries.markWebhookEnded(rows, told, { ...toldAnswer, status: "failed", at }),
    markWebhookRetry: (rows) =>
      webhookDeliveries.markWebhookRetry(rows, told, { ...toldAnswer, nextAttemptAt: at }),
    requeueWebhookDelivery: (rows) => webhookDeliveries.requeueWebhookDelivery(rows, 1, at),
    skipWebhooksOf: (rows) => webhookDeliveries.skipWebhooksOf(rows, 4711, at),
    findWebhookDelivery: (rows) => webhookDeliveries.findWebhookDelivery(rows, 1),
    listWebhooksOf: (rows) => webhookDeliveries.listWebhooksOf(rows, 1, 10),
    countFailedWebhooks: (rows) => webhookDeliveries.countFailedWebhooks(rows),
    forgetWebhooksBefore: (rows) => webhookDeliveries.forgetWebhooksBefore(rows, "2000", 10),
    listTasksAfter: (rows) => exports.listTasksAfter(rows, 1, turn, 10),
    listTasksBefore: async (rows) => {
      await exports.listTasksBefore(rows, 99, 10);
      await exports.listTasksBefore(rows, 99, 10, { clientId: 1 });
      await exports.listTasksBefore(rows, 99, 10, { stage: "Working" });
      await exports.listTasksBefore(rows, 99, 10, { clientId: 1, stage: "Working" });
    },
    listMessagesAfter: (rows) =>
      exports.listMessagesAfter(rows, 1, exports.firstPlace, { which: "all", countMax: 10 }),
    findMessageBySubmissionKey: (rows) => exports.findMessageBySubmissionKey(rows, name),
    listSentAbout: (rows) => exports.listSentAbout(rows, 1),
    listSessionsAfter: (rows) => exports.listSessionsAfter(rows, 1, turn, 10),
    readToldWords: async (rows) => {
      const found = (await messages.findMessage(rows, 1))!;
      await toldWords.readToldWords(rows, { ...found, authorStaffId: 1, inboundEmailId: 1 });
    },
    isWithOthersWords: async (rows) => {
      const found = (await messages.findMessage(rows, 1))!;
      await toldWords.isWithOthersWords(rows, { ...found, authorStaffId: 1, inboundEmailId: 1 });
    },
    listAvailability: (rows) => availability.listAvailability(rows),
    findAvailability: (rows) => availability.findAvailability(rows, 1),
    lockAvailability: (rows) => availability.lockAvailability(rows, 1),
    recordAvailability: (rows) =>
      availability.recordAvailability(rows, {
        staffId: 1,
        weeklyHours: `Mon ${turn}-12`,
        exceptions: "",
        noticeMinutes: turn,
        bufferMinutes: turn,
        callLink: name,
      }),
    markFeedVersion: (rows) => availability.markFeedVersion(rows, 1, turn),
    recordSession: (rows) =>
      sessions.recordSession(rows, {
        clientId: 1,
        contactId: 1,
        staffId: 1,
        kind: "training",
        startsAt: `2026-02-0${turn + 1}T09:00:00.000Z`,
        endsAt: `2026-02-0${turn + 1}T09:30:00.000Z`,
        minutes: 30,
        month: "2026-02",
        agenda: name,
        callLink: name,
        noticeMinutes: 1440,
        uid: name,
        bookedAt: at,
        submissionKey: name,
        remindAt: at,
      }),
    findSession: (rows) => sessions.findSession(rows, 1),
    getSession: (rows) => sessions.getSession(rows, 1),
    findSessionByUid: (rows) => sessions.findSessionByUid(rows, name),
    findSessionBySubmissionKey: (rows) => sessions.findSessionBySubmissionKey(rows, name),
    findBookedAt: (rows) => sessions.findBookedAt(rows, 1, at),
    listSessionsOfClient: (rows) => sessions.listSessionsOfClient(rows, 1, at, 10),
    listSessionsOfStaff: (rows) => sessions.listSessionsOfStaff(rows, 1, at, 10),
    listBookedOfContact: (rows) => sessions.listBookedOfContact(rows, 1),
    listBusyTimes: (rows) => sessions.listBusyTimes(rows, at),
    listEndedSessions: (rows) => sessions.listEndedSessions(rows, at, 10),
    listDueSessionReminders: (rows) => sessions.listDueSessionReminders(rows, at, 10),
    markSessionMoved: (rows) =>
      sessionChanges.markSessionMoved(rows, 1, {
        staffId: 1,
        startsAt: `2026-03-0${turn + 1}T09:00:00.000Z`,
        endsAt: `2026-03-0${turn + 1}T09:30:00.000Z`,
        month: "2026-03",
        callLink: name,
        noticeMinutes: 1440,
        remindAt: at,
        at,
      }),
    markAgendaChanged: (rows) => sessionChanges.markAgendaChanged(rows, 4711, name, at),
    listAgendaStates: (rows) => sessionChanges.listAgendaStates(rows, 1),
    markSessionState: (rows) => sessionChanges.markSessionState(rows, 4711, "cancelled", at),
    takeSessionReminder: (rows) => sessionChanges.takeSessionReminder(rows, 1, at),
    markCalendarAnswer: (rows) =>
      sessionChanges.markCalendarAnswer(rows, 1, { answer: "accepted", comment: name }),
    recordCommandReply: (rows) =>
      sessionChanges.recordCommandReply(rows, {
        contactId: 1,
        internetMessageId: name,
        inboundEmailId: 1,
      }),
    eraseSessionWords: async (rows) => {
      await sessionChanges.eraseSessionWords(rows, 4711, null);
      await sessionChanges.eraseSessionWords(rows, 4711, name);
    },
    listLedger: (rows) => sessionLedger.listLedger(rows, 1, "2026-02"),
    recordLedgerEntry: (rows) =>
      sessionLedger.recordLedgerEntry(rows, {
        clientId: 1,
        sessionId: 1,
        kind: "training",
        month: "2026-02",
        entry: "grant",
        amount: 1,
        at,
      }),
    getMonthlySessions: (rows) => sessionLedger.getMonthlySessions(rows, 1),
    listClientsToGrant: (rows) => sessionLedger.listClientsToGrant(rows, "2026-03", 10),
    getGrantedUntil: (rows) => sessionLedger.getGrantedUntil(rows, 1),
    markGrantedUntil: (rows) => sessionLedger.markGrantedUntil(rows, 1, "2026-03"),
    listOpenMonths: (rows) => sessionLedger.listOpenMonths(rows, "2026-03", 10),
    markMonthClosed: (rows) =>
      sessionLedger.markMonthClosed(rows, { clientId: 4711, kind: "training", month: name, at }),
    readSlotSearch: (rows) =>
      sessionSearch.readSlotSearch(rows, {
        clientId: 1,
        kind: "training",
        minutes: 30,
        now: new Date(at),
        timeZone: "Europe/Berlin",
      }),
    readMonths: (rows) =>
      sessionSearch.readMonths(rows, {
        clientId: 1,
        kind: "training",
        now: new Date(at),
        timeZone: "Europe/Berlin",
      }),
    recordTimeChoices: (rows) =>
      timeChoices.recordTimeChoices(rows, 1, [
        { number: 200 + turn, staffId: 1, startsAt: at, kind: "training", minutes: 30 },
      ]),
    listTimeChoices: (rows) => timeChoices.listTimeChoices(rows, 1),
    findEventOfOutbound: (rows) => events.findEventOfOutbound(rows, 1),
    recordEmailRuling: (rows) =>
      emailRulings.recordEmailRuling(rows, {
        inboundEmailId: 1,
        kind: "post",
        person,
        taskId: 1,
        staffId: 1,
        ruledAt: at,
      }),
    findEmailRuling: (rows) => emailRulings.findEmailRuling(rows, 1),
    findLastEmailRuling: (rows) => emailRulings.findLastEmailRuling(rows, 1),
    findStandingRuling: (rows) => emailRulings.findStandingRuling(rows, 1),
    markEmailRulingUndone: (rows) => emailRulings.markEmailRulingUndone(rows, 1, { staffId: 1, at }),
    hasSpokenSince: (rows) =>
      emailRulings.hasSpokenSince(rows, { address: `${name}@x.example`, exceptEmailId: 1, since: at }),
    lockPostedEvents: (rows) => emailRulings.lockPostedEvents(rows, 1),
    lockEmailsAbout: (rows) => withdrawals.lockEmailsAbout(rows, 1),
    listEmailsAbout: (rows) => withdrawals.listEmailsAbout(rows, 1),
    hasOtherMessages: (rows) => withdrawals.hasOtherMessages(rows, 1, 1),
    lockReceipts: (rows) => withdrawals.lockReceipts(rows, 1),
    listReceipts: (rows) => withdrawals.listReceipts(rows, 1),
    removeReceipts: (rows) => withdrawals.removeReceipts(rows, 1),
    hasHistory: (rows) => withdrawals.hasHistory(rows, 1),
    findFirstTitle: (rows) => events.findFirstTitle(rows, 1),
    findNewestHandOver: (rows) => events.findNewestHandOver(rows, 1),
    findNewestAskForChanges: (rows) => events.findNewestAskForChanges(rows, 1),
    listHistory: (rows) => events.listHistory(rows, 1),
    hasEventOfNoTask: (rows) =>
      events.hasEventOfNoTask(rows, "envelopes.sealed", { replyDomain: name, keyIds: [] }),
    forgetWaiting: (rows) => withdrawals.forgetWaiting(rows, 4711),
    removeMessage: (rows) => withdrawals.removeMessage(rows, { id: 4711, taskId: 1, inboundEmailId: 4711 }),
    removeParticipation: (rows) => withdrawals.removeParticipation(rows, 1, person, name),
    forgetSubmissionKey: (rows) => withdrawals.forgetSubmissionKey(rows, 1),
    recordOffer: (rows) =>
      copied.recordOffer(rows, {
        taskId: 1,
        inboundEmailId: 1,
        address: `${name}@y.example`,
        name,
        offeredAt: at,
      }),
    countOpenOffers: (rows) => copied.countOpenOffers(rows, 1),
    listOpenOffers: (rows) => copied.listOpenOffers(rows, 1),
    lockOffer: (rows) => copied.lockOffer(rows, 1, 1),
    markOfferAnswered: (rows) => copied.markOfferAnswered(rows, 1, { answer: "dismissed", by: person, at }),
    forgetOffersOfEmail: (rows) => copied.forgetOffersOfEmail(rows, 4711),
    forgetOffersOf: (rows) => copied.forgetOffersOf(rows, `${name}@y.example`),
    listAddressesOfClient: (rows) => copied.listAddressesOfClient(rows, 1),
    listHeldDesk: (rows) => heldDesk.listHeldDesk(rows, page),
    listInboundLog: (rows) => heldDesk.listInboundLog(rows, 100 + turn, 10),
    listSummaryReaders: (rows) => heldSummaries.listSummaryReaders(rows),
    takeSummaryDay: (rows) => heldSummaries.takeSummaryDay(rows, 1, `2026-02-0${turn + 1}`),
    wasAddressAddedAt: (rows) => withdrawals.wasAddressAddedAt(rows, { contactId: 1, address: name, at }),
    removeContactAddress: (rows) => withdrawals.removeContactAddress(rows, 1, `${name}@z.example`),
    recordBlob: async (rows) => {
      await blobs.recordBlob(rows, name, Buffer.from(name));
      const uploads = { keys: new Map([[`${name}-outside`, "a/b"]]), missing: new Map<string, Uint8Array>() };
      await blobs.recordBlob({ ...rows, uploads }, `${name}-outside`, Buffer.from(name));
    },
    hasBytesOutside: (rows) => blobs.hasBytesOutside(rows),
    noteUploads: (rows) => removals.noteUploads(rows, [`${name}-upload`]),
    settleUpload: (rows) => removals.settleUpload(rows, `${name}-upload`),
    noteRemoval: (rows) => removals.noteRemoval(rows, `${name}-removal`),
    hasDueRemovals: (rows) => removals.hasDueRemovals(rows, at),
    claimDueRemovals: (rows) => removals.claimDueRemovals(rows, at, at),
    forgetRemovals: (rows) => removals.forgetRemovals(rows, [`${name}-removal`]),
    getBlob: (rows) => blobs.getBlob(rows, "aa"),
    removeBlobIfUnused: (rows) => blobs.removeBlobIfUnused(rows, name),
    recordBreaker: (rows) => breakers.recordBreaker(rows, { kind: "sender", taskId: 1, sender: person, at }),
    findSenderBreaker: (rows) => breakers.findSenderBreaker(rows, 1, person),
    lockOpenEverything: (rows) => breakers.lockOpenEverything(rows),
    findEverythingResetAt: (rows) => breakers.findEverythingResetAt(rows),
    markBreakerKept: (rows) => breakers.markBreakerKept(rows, 1, at),
    markBreakerReset: (rows) => breakers.markBreakerReset(rows, 100 + turn, { at, staffId: null }),
    findBreaker: (rows) => breakers.findBreaker(rows, 1),
    listOpenBreakers: (rows) => breakers.listOpenBreakers(rows, at),
    listSaidByEmail: async (rows) => {
      await breakers.listSaidByEmail(rows, person, { taskId: 1, since: at, countMax: 9, lengthMax: 99 });
      await breakers.listSaidByEmail(rows, person, {
        taskId: undefined,
        since: at,
        countMax: 9,
        lengthMax: 99,
      });
    },
    isWrittenToBetween: (rows) => breakers.isWrittenToBetween(rows, 1, person, at, at),
    lockSender: (rows) => breakers.lockSender(rows, person),
    boundEmailsSince: (rows) => newsOfInbound.boundEmailsSince(rows, at),
    countEmailsAboutInbound: (rows) => newsOfInbound.countEmailsAboutInbound(rows, at),
    recordWaitingEvent: (rows) => waiting.recordWaitingEvent(rows, 2, 1),
    isReleased: (rows) => waiting.isReleased(rows, 1),
    releaseWaiting: (rows) => waiting.releaseWaiting(rows, 3, at),
    hasRawMailBefore: (rows) => rawMail.hasRawMailBefore(rows, at),
    removeRawMailBefore: (rows) => rawMail.removeRawMailBefore(rows, at, 1, at),
    removeRaw: (rows) => rawMail.removeRaw(rows, [{ id: 3, rawSha256: name }], "erasure", at),
    recordEvent: (rows) =>
      events.recordEvent(rows, {
        type: "task.opened",
        taskId: 1,
        actor: person,
        at,
        payload: { title: name },
      }),
    hasUnannouncedEvents: (rows) => events.hasUnannouncedEvents(rows),
    listUnannouncedEvents: (rows) => events.listUnannouncedEvents(rows, 50),
    markEventAnnounced: (rows) => events.markEventAnnounced(rows, 2, at),
    listEventsOfTask: (rows) => events.listEventsOfTask(rows, 1),
    recordInboundEmail: (rows) =>
      inbound.recordInboundEmail(rows, {
        source: "raw",
        rawSha256: "aa",
        envelopeFrom: "",
        envelopeTo: name,
        providerFields: {},
        receivedAt: at,
      }),
    listEnvelopes: (rows) => envelopes.listEnvelopes(rows, { domain: "y.example", afterId: 0, countMax: 10 }),
    markEnvelopeSealed: (rows) => envelopes.markEnvelopeSealed(rows, 1, { from: "", to: name }),
    hasClaimableInboundEmails: (rows) => claims.hasClaimableInboundEmails(rows, at),
    hasAbandonedInboundEmails: (rows) => claims.hasAbandonedInboundEmails(rows, at),
    claimInboundEmails: (rows) => claims.claimInboundEmails(rows, 10, at),
    claimAbandonedInboundEmail: (rows) => claims.claimAbandonedInboundEmail(rows, at, at),
    renewInboundLease: (rows) => claims.renewInboundLease(rows, { id: 1, attempts: 1 }, at),
    hasAhead: (rows) => setBack.hasAhead(rows, { now: at, ahead: at }),
    makeAheadDue: (rows) => setBack.makeAheadDue(rows, { now: at, ahead: at }),
    putInboundOff: (rows) => claims.putInboundOff(rows, { id: 1, attempts: 1 }, at),
    lockClaim: (rows) => claims.lockClaim(rows, { id: 1, attempts: 1 }),
    markInboundOutcome: (rows) => inbound.markInboundOutcome(rows, 2, outcome, at),
    markInboundPending: (rows) => inbound.markInboundPending(rows, 2, null),
    hasDueChecks: (rows) => inbound.hasDueChecks(rows, at),
    queueDueChecks: (rows) => inbound.queueDueChecks(rows, at),
    markInboundMoved: (rows) => inbound.markInboundMoved(rows, 1, 1, []),
    lockInboundEmail: (rows) => inbound.lockInboundEmail(rows, 1),
    findInboundEmail: (rows) => inbound.findInboundEmail(rows, 1),
    listHeldEmails: (rows) => inbound.listHeldEmails(rows, page),
    countHeldEmails: (rows) => inbound.countHeldEmails(rows),
    listInboundEmails: (rows) => inbound.listInboundEmails(rows, page),
    forgetPauses: (rows) => pauses.forgetPauses(rows, name),
    listWordsOnTask: (rows) => redaction.listWordsOnTask(rows, 1),
    markWords: (rows) => redaction.markWords(rows, { id: 4711, kept: name, blocks: null }),
    lockEmailsOnTask: (rows) => redaction.lockEmailsOnTask(rows, 1),
    markEmailWords: (rows) =>
      redaction.markEmailWords(rows, { id: 4711, subject: name, text: name, forwarded: null }),
    listSentOnTask: (rows) => redaction.listSentOnTask(rows, 1, 1),
    markSentWords: (rows) => redaction.markSentWords(rows, { id: 4711, text: name, html: name }),
    listExpectedOnTask: (rows) => redaction.listExpectedOnTask(rows, 1),
    markExpectedWords: (rows) => redaction.markExpectedWords(rows, 4711, name),
    listRedactions: (rows) => redaction.listRedactions(rows, 1),
    hasUnsentEmailsOn: (rows) => erasedWords.hasUnsentEmailsOn(rows, 1),
    eraseSentSince: (rows) => erasedWords.eraseSentSince(rows, 3, at, name),
    eraseQuotesSince: (rows) => erasedWords.eraseQuotesSince(rows, 3, at),
    eraseOriginalsSince: (rows) => erasedWords.eraseOriginalsSince(rows, 3, at),
    listHeadersOn: (rows) => erasedWords.listHeadersOn(rows, 1),
    markHeaders: (rows) => erasedWords.markHeaders(rows, 1, "{}"),
    overwriteErased: (rows) => erasure.overwriteErased(rows),
    listNames: (rows) => erasure.listNames(rows),
    listErasableEmails: (rows) => erasure.listErasableEmails(rows, [name], 4711),
    listErasableForwards: (rows) => erasedForwards.listErasableForwards(rows, [name]),
    eraseForward: (rows) => erasedForwards.eraseForward(rows, 4711, name),
    eraseInboundEmail: (rows) => erasure.eraseInboundEmail(rows, 4711),
    eraseFilesOfEmail: (rows) => erasure.eraseFilesOfEmail(rows, 4711),
    eraseFilesOfMessage: (rows) => erasure.eraseFilesOfMessage(rows, 4711),
    listErasableMessages: (rows) => erasure.listErasableMessages(rows, 4711),
    eraseMessage: async (rows) => {
      await erasure.eraseMessage(rows, 4711, null);
      await erasure.eraseMessage(rows, 4711, name);
    },
    eraseThreadId: (rows) => erasure.eraseThreadId(rows, name),
    eraseSubmissionKeys: (rows) => erasure.eraseSubmissionKeys(rows, 4711),
    eraseEmailsTo: (rows) =>
      erasure.eraseEmailsTo(rows, { contactId: 4711, addresses: [name], name, words: name }),
    eraseEmailsAbout: (rows) => erasure.eraseEmailsAbout(rows, 4711, { fromName: name, words: name }),
    eraseSignIns: (rows) => erasure.eraseSignIns(rows, 4711, at),
    revokeParticipations: (rows) => erasure.revokeParticipations(rows, 4711, at),
    markContactErased: (rows) => erasure.markContactErased(rows, 4711, name, at),
    listAddresses: (rows) => people.listAddresses(rows, 1),
    listMentions: async (rows) => {
      for (const column of mentions.mentionColumns)
        await mentions.listMentions(rows, column, { exact: [name], anyCase: [name] });
    },
    markMention: async (rows) => {
      for (const column of mentions.mentionColumns)
        await mentions.markMention(rows, column, { id: 4711, value: name });
    },
    recordIntakeFault: (rows) => faults.recordIntakeFault(rows, "/inbound/raw", name, 1, at),
    listIntakeFaults: (rows) => faults.listIntakeFaults(rows, at),
    fingerprintTables: (rows) => fingerprints.fingerprintTables(rows),
    findNewestMoment: (rows) => newestMoment.findNewestMoment(rows),
    recordMessage: (rows) => messages.recordMessage(rows, message),
    lockMessage: (rows) => messages.lockMessage(rows, 1),
    lockOpeningMessage: (rows) => messages.lockOpeningMessage(rows, 1),
    hasMessageOfClient: (rows) => messages.hasMessageOfClient(rows, 1),
    findWholeMessage: (rows) => messages.findWholeMessage(rows, 1),
    listEmailedSince: (rows) => replyBlocks.listEmailedSince(rows, 1, at),
    markKept: (rows) => replyBlocks.markKept(rows, 4711, name),
    forgetBlocks: (rows) => replyBlocks.forgetBlocks(rows, 3, ["context"]),
    recordReplyCase: (rows) =>
      replyCases.recordReplyCase(rows, {
        messageId: 2,
        verdict: "cut_too_much",
        by: person,
        reportedAt: at,
      }),
    findReplyCase: (rows) => replyCases.findReplyCase(rows, 1),
    getReplyCase: (rows) => replyCases.getReplyCase(rows, 1),
    listReplyCases: (rows) => replyCases.listReplyCases(rows, page),
    listVerdicts: (rows) => replyCases.listVerdicts(rows, 2, person),
    markExpected: (rows) => replyCases.markExpected(rows, 1, name),
    markCaseDismissed: (rows) => replyCases.markCaseDismissed(rows, 1, at),
    forgetCasesOf: (rows) => replyCases.forgetCasesOf(rows, 4711),
    findMessage: (rows) => messages.findMessage(rows, 1),
    listMessages: (rows) => messages.listMessages(rows, 1, { withNotes: turn % 2 === 0 }),
    listPreviousMessages: async (rows) =>
      messages.listPreviousMessages(rows, (await messages.findMessage(rows, 2))!, 2),
    recordAttachments: (rows) => messages.recordAttachments(rows, { messageId: 1 }, [upload]),
    forgetAttachmentsOf: (rows) => messages.forgetAttachmentsOf(rows, 2),
    findAttachment: (rows) => messages.findAttachment(rows, 1),
    listAttachmentsOfMessage: (rows) => messages.listAttachmentsOfMessage(rows, 2),
    listAttachmentsOfTask: (rows) => messages.listAttachmentsOfTask(rows, 1),
    listAttachmentsOfEmail: (rows) => messages.listAttachmentsOfEmail(rows, 1),
    recordThreadIds: (rows) => messages.recordThreadIds(rows, 1, 1, [`<${name}@x>`]),
    findByThreadId: (rows) => messages.findByThreadId(rows, name, turn % 2 === 0 ? undefined : 1),
    isThreadIdOf: (rows) => messages.isThreadIdOf(rows, 1, name),
    isPosted: (rows) => messages.isPosted(rows, 1, person, `<${name}@x>`),
    findMessageIdOfEmail: (rows) => messages.findMessageIdOfEmail(rows, 1),
    findNewestInternetMessageId: (rows) => messages.findNewestInternetMessageId(rows, 1),
    recordOutboundEmail: (rows) => outbound.recordOutboundEmail(rows, email),
    markOutboundIdentity: (rows) => outbound.markOutboundIdentity(rows, 1, `<m.${turn}@x>`, {}),
    hasUnfinished: (rows) => unfinished.hasUnfinished(rows, at),
    hasClaimableOutboundEmails: (rows) => sending.hasClaimableOutboundEmails(rows, at),
    claimOutboundEmails: (rows) => sending.claimOutboundEmails(rows, 10, at, at),
    releaseOutboundLeases: (rows) => sending.releaseOutboundLeases(rows, at),
    renewOutboundLease: (rows) => sending.renewOutboundLease(rows, { id: 1, attempts: 1 }, at),
    markOutboundSent: (rows) => sending.markOutboundSent(rows, 1, null, at),
    markOutboundRetry: (rows) => sending.markOutboundRetry(rows, { id: 1, attempts: 1 }, name, at),
    markOutboundUnknown: (rows) => sending.markOutboundUnknown(rows, { id: 1, attempts: 1 }, name, at),
    markOutboundRefused: (rows) => sending.markOutboundRefused(rows, { id: 1, attempts: 1 }, name),
    findOutboundEmail: (rows) => outbound.findOutboundEmail(rows, 1),
    findAddressOfOutbound: (rows) => outbound.findAddressOfOutbound(rows, 1),
    lockOutboundEmail: (rows) => outbound.lockOutboundEmail(rows, 1),
    findNewestOutboundEmailTo: (rows) => outbound.findNewestOutboundEmailTo(rows, 1, 2),
    listOutboundEmailsTo: (rows) => outbound.listOutboundEmailsTo(rows, "priya@northbeam.example", 10),
    listDeliveriesOfTask: (rows) => deliveries.listDeliveriesOfTask(rows, 1),
    listToldOf: (rows) => toldOf.listToldOf(rows, 1),
    recordDeliveryEvent: (rows) =>
      deliveries.recordDeliveryEvent(rows, {
        outboundEmailId: 1,
        kind: "delivered",
        reason: name,
        at: name,
        recordedAt: at,
      }),
    findNewestDeliveryAt: (rows) => deliveries.findNewestDeliveryAt(rows, 1, "delivered"),
    markDelivery: (rows) => deliveries.markDelivery(rows, 1, "delivered", name, at),
    recordPause: (rows) =>
      pauses.recordPause(rows, {
        address: name,
        cause: "bounced",
        reason: name,
        outboundEmailId: 1,
        isKeptByProvider: turn % 2 === 0,
        pausedAt: at,
      }),
    findLastResumedAt: (rows) => pauses.findLastResumedAt(rows, name),
    holdEmailsTo: (rows) => pauses.holdEmailsTo(rows, name),
    queueEmailsTo: (rows) => pauses.queueEmailsTo(rows, name, at),
    lockPause: (rows) => pauses.lockPause(rows, name),
    holdClaimedEmail: (rows) => pauses.holdClaimedEmail(rows, 2),
    findPause: (rows) => pauses.findPause(rows, 1),
    markResumed: (rows) => pauses.markResumed(rows, 1, { staffId: 1, at }),
    listPausedNow: (rows) => pauses.listPausedNow(rows),
    listPausedAddresses: (rows) => pauses.listPausedAddresses(rows, page),
    countPausedAddresses: (rows) => pauses.countPausedAddresses(rows),
    recordMove: (rows) =>
      moves.recordMove(rows, {
        messageId: 1,
        fromTaskId: 1,
        toTaskId: 1,
        isNewTask: false,
        staffId: 1,
        movedAt: at,
      }),
    moveThreadIds: (rows) => moves.moveThreadIds(rows, 1, 1, 2),
    lockMessageOfEmail: (rows) => moves.lockMessageOfEmail(rows, 1),
    hasSameMessage: (rows) => moves.hasSameMessage(rows, 1, 1),
    hasMessages: (rows) => moves.hasMessages(rows, 1),
    findLastMove: (rows) => moves.findLastMove(rows, 2),
    listMovedAway: (rows) => moves.listMovedAway(rows, 2),
    isFromOtherClient: (rows) => moves.isFromOtherClient(rows, 1),
    listFromOtherClients: (rows) => moves.listFromOtherClients(rows, 1),
    listMovedEmails: (rows) => moves.listMovedEmails(rows, 2, name),
    findTaskIdSinceMoved: (rows) => moves.findTaskIdSinceMoved(rows, 1, 1),
    lockPlanByName: (rows) => clients.lockPlanByName(rows, name),
    findPlanByName: (rows) => clients.findPlanByName(rows, "Elite"),
    recordPlan: (rows) =>
      clients.recordPlan(rows, {
        name,
        activeTasksMax: 1,
        strategySessionsMonthly: 1,
        trainingSessionsMonthly: 1,
      }),
    listPlans: (rows) => clients.listPlans(rows),
    recordClient: (rows) => clients.recordClient(rows, { name, planId: 1, createdAt: at }),
    findClient: (rows) => clients.findClient(rows, 1),
    getClient: (rows) => clients.getClient(rows, 1),
    findClientByName: (rows) => clients.findClientByName(rows, name),
    listClients: (rows) => clients.listClients(rows),
    recordContact: (rows) =>
      people.recordContact(rows, {
        clientId: 1,
        name,
        timeZone: "UTC",
        locale: "en",
        canApprove: false,
        createdAt: at,
      }),
    recordContactAddress: (rows) =>
      people.recordContactAddress(rows, { contactId: 1, address: name, isPrimary: false, addedAt: at }),
    recordStaff: (rows) =>
      people.recordStaff(rows, {
        name,
        address: `staff ${turn}`,
        timeZone: "UTC",
        locale: "en",
        createdAt: at,
      }),
    findPersonByAddress: (rows) => people.findPersonByAddress(rows, "tom@northbeam.example"),
    findPerson: (rows) => people.findPerson(rows, person),
    getPerson: (rows) => people.getPerson(rows, person),
    getAuthor: (rows) => people.getAuthor(rows, person),
    listContacts: (rows) => people.listContacts(rows, 1),
    listContactPage: (rows) => people.listContactPage(rows, 1, 1),
    listApprovers: (rows) => people.listApprovers(rows, 1),
    markCanApprove: (rows) => people.markCanApprove(rows, 1, turn % 2 === 0),
    markPlan: (rows) => clients.markPlan(rows, 1, 1),
    listAllContacts: (rows) => people.listAllContacts(rows),
    listFirstContacts: (rows) => people.listFirstContacts(rows, page),
    listStaff: (rows) => people.listStaff(rows),
    recordProbe: (rows) =>
      probes.recordProbe(rows, { requestedAt: at, staffId: 1, mailboxId: 1, targetAddress: null }),
    findNewestProbeOf: (rows) => probes.findNewestProbeOf(rows, 1),
    listProbeTimes: (rows) => probes.listProbeTimes(rows, 20),
    findProbe: (rows) => probes.findProbe(rows, 1),
    listProbes: (rows) => probes.listProbes(rows, 10),
    markProbeReturned: (rows) =>
      probes.markProbeReturned(rows, turn + 1, {
        at,
        inboundEmailId: 1,
        learnt: { verdict: "none", verdictWhy: name, signingKeys: [] },
      }),
    recordMailbox: (rows) => mailboxes.recordMailbox(rows, { address: name, addedAt: at, staffId: 1 }),
    reviveMailbox: (rows) => mailboxes.reviveMailbox(rows, 2, { at, staffId: 1 }),
    markMailboxRemoved: (rows) => mailboxes.markMailboxRemoved(rows, 2, at),
    markMailboxVerified: (rows) => mailboxes.markMailboxVerified(rows, 1, at),
    findMailbox: (rows) => mailboxes.findMailbox(rows, 1),
    lockMailboxByAddress: (rows) => mailboxes.lockMailboxByAddress(rows, name),
    findConnectedMailbox: (rows) => mailboxes.findConnectedMailbox(rows, name),
    listMailboxes: (rows) => mailboxes.listMailboxes(rows),
    listEmailsThrough: (rows) => mailboxes.listEmailsThrough(rows, 1, 5),
    markCameThrough: (rows) => mailboxes.markCameThrough(rows, 1, 1),
    recordConfirmation: (rows) =>
      confirmations.recordConfirmation(rows, {
        inboundEmailId: 1,
        mailboxId: 1,
        namedAddress: null,
        provider: name,
        code: null,
        link: null,
        isVouched: turn % 2 === 0,
        verdictWhy: name,
        receivedAt: at,
      }),
    hasConfirmation: (rows) => confirmations.hasConfirmation(rows, 1),
    listOpenConfirmations: (rows) => confirmations.listOpenConfirmations(rows, 50),
    markConfirmationDone: (rows) => confirmations.markConfirmationDone(rows, 2, at),
    markConfirmationsDoneOf: (rows) => confirmations.markConfirmationsDoneOf(rows, 1, at),
    forgetConfirmationOf: (rows) => confirmations.forgetConfirmationOf(rows, 2),
    recordSignIn: (rows) => signIns.recordSignIn(rows, { person, requestedAt: at, expiresAt: at }),
    markSignInToken: (rows) => signIns.markSignInToken(rows, 1, name),
    findSignInByToken: (rows) => signIns.findSignInByToken(rows, name),
    findSignIn: (rows) => signIns.findSignIn(rows, 1),
    findSignedIn: (rows) => signIns.findSignedIn(rows, name, at),
    markSignInRedeemed: (rows) =>
      signIns.markSignInRedeemed(rows, 2, { cookieHash: "cookie-2", cookieExpiresAt: at, at }),
    markSignInEnded: (rows) => signIns.markSignInEnded(rows, name, at),
    countSignInsSince: (rows) => signIns.countSignInsSince(rows, person, at),
    recordTask: (rows) =>
      tasks.recordTask(rows, {
        clientId: 1,
        title: name,
        stage: "Triage",
        openedAt: at,
        submissionKey: name,
      }),
    searchTasks: async (rows) => {
      for (const scope of scopes) await search.searchTasks(rows, readSearch(`#${page}`), scope, part);
    },
    searchMessages: async (rows) => {
      for (const scope of scopes) await search.searchMessages(rows, readSearch("ja bitte"), scope, part);
    },
    chooseWay: (rows) => searchWays.chooseWay(rows, '"ja"', ["messages"], 1),
    searchPeople: async (rows) => {
      for (const scope of scopes) await searchedPeople.searchPeople(rows, readSearch("example"), scope, part);
    },
    listMessageHits: (rows) => messageHits.listMessageHits(rows, [1, 2, 0], turn % 2 === 0),
    findTask: (rows) => tasks.findTask(rows, 1),
    getTask: (rows) => tasks.getTask(rows, 1),
    findTaskBySubmissionKey: (rows) => tasks.findTaskBySubmissionKey(rows, name),
    listTasks: async (rows) => {
      await tasks.listTasks(rows, page, turn % 2 === 0 ? {} : { clientId: 1 });
      await tasks.listTasks(rows, page, { turn: turn % 2 === 0 ? "us" : "client" });
      await tasks.listTasks(
        rows,
        page,
        turn % 2 === 0 ? { stage: "Working" } : { clientId: 1, turn: "client" },
      );
      await tasks.listTasks(rows, page, { clientId: 1, stage: "Working" });
      await tasks.listTasks(rows, page, { assigneeStaffId: 1 });
    },
    markLastMessage: (rows) => tasks.markLastMessage(rows, 1, at, person.kind),
    lockTask: (rows) => tasks.lockTask(rows, 1),
    markAssignee: (rows) => assignees.markAssignee(rows, 1, turn % 2 === 0 ? 1 : null),
    recordSavedReply: (rows) => savedReplies.recordSavedReply(rows, { title: name, text: name }, 1, at),
    markSavedReply: (rows) => savedReplies.markSavedReply(rows, 1, { title: name, text: name }, 1, at),
    removeSavedReply: (rows) => savedReplies.removeSavedReply(rows, 4711),
    findSavedReply: (rows) => savedReplies.findSavedReply(rows, 1),
    getSavedReply: (rows) => savedReplies.getSavedReply(rows, 1),
    countSavedReplies: (rows) => savedReplies.countSavedReplies(rows),
    listSavedReplies: (rows) => savedReplies.listSavedReplies(rows, page),
    listSavedTitles: (rows) => savedReplies.listSavedTitles(rows),
    findContactSpokenTo: (rows) => savedReplies.findContactSpokenTo(rows, 1),
    markLastMessageAnew: (rows) => tasks.markLastMessageAnew(rows, 1),
    markStage: (rows) => stages.markStage(rows, 1, "Working", at),
    markTitle: (rows) => stages.markTitle(rows, 1, name),
    markEstimate: (rows) => stages.markEstimate(rows, 1, { minMinutes: 60, maxMinutes: 120 }),
    markDeliveryOn: (rows) => stages.markDeliveryOn(rows, 1, "2026-03-02"),
    markHandedOver: (rows) => stages.markHandedOver(rows, 1, "2026-03-02"),
    markMerged: (rows) => stages.markMerged(rows, 2, 1),
    findGoesOn: async (rows) => stages.findGoesOn(rows, await tasks.getTask(rows, 2)),
    markAnswered: (rows) => stages.markAnswered(rows, 1),
    markReminder: (rows) => stages.markReminder(rows, 1, { remindAt: at, count: turn }),
    listDueReminders: (rows) => stages.listDueReminders(rows, at, 10),
    findNextReminder: (rows) => stages.findNextReminder(rows),
    recordChoices: (rows) => choices.recordChoices(rows, 1, [{ number: 100 + turn, taskId: 1 }]),
    listChoices: (rows) => choices.listChoices(rows, 1),
    countAskedEmails: (rows) =>
      choices.countAskedEmails(rows, 1, { kind: name, eventType: "backlog.asked" }, at),
    findDueReminder: (rows) => stages.findDueReminder(rows, 1, at),
    getDeliveryRecord: (rows) => stages.getDeliveryRecord(rows, 1),
    lockClientPlan: (rows) => backlog.lockClientPlan(rows, 1),
    listActive: (rows) => backlog.listActive(rows, 1),
    listBacklog: (rows) => backlog.listBacklog(rows, 1, 10),
    findBehind: (rows) => backlog.findBehind(rows, 1, 1),
    countBacklog: (rows) => backlog.countBacklog(rows, 1),
    findPlace: (rows) => backlog.findPlace(rows, 1, 1),
    findAtPlace: (rows) => backlog.findAtPlace(rows, 1, 1, 1),
    findNextTask: (rows) => backlog.findNextTask(rows, 1),
    listOwn: (rows) => desk.listOwn(rows, 1, 10),
    countOwn: (rows) => desk.countOwn(rows, 1),
    listUnanswered: (rows) => desk.listUnanswered(rows, 10),
    countUnanswered: (rows) => desk.countUnanswered(rows),
    listWorking: (rows) => desk.listWorking(rows, 10),
    listInStage: (rows) => desk.listInStage(rows, "Pending Approval", 10),
    countInStage: (rows) => desk.countInStage(rows, "Working"),
    listFreePlaces: (rows) => desk.listFreePlaces(rows, 10),
    listBoardClients: (rows) => desk.listBoardClients(rows, page),
    listClientPage: (rows) => clientList.listClientPage(rows, page),
    listPlansInUse: (rows) => clientList.listPlansInUse(rows),
    findContactOf: async (rows) => {
      for (const subject of ["signInId", "outboundEmailId", "participantId"])
        await eventSubject.findContactOf(rows, { [subject]: 1 });
    },
    listAudit: async (rows) => {
      for (const filter of [undefined, { taskId: 1 }, { clientId: 1 }, { person: ann }, { person: priya }]) {
        await audit.listAudit(rows, filter, { beforeId: 100 + turn }, 10);
        await audit.listAudit(rows, filter, { afterId: turn }, 10);
      }
    },
    listOutgoing: async (rows) => {
      for (const filter of ["all", "waiting", "failed"] as const) {
        await outgoing.listOutgoing(rows, filter, { beforeId: 100 + turn });
        await outgoing.listOutgoing(rows, filter, { afterId: turn });
      }
    },
    findOutgoing: (rows) => outgoing.findOutgoing(rows, 1),
    recordFailedAttempt: (rows) =>
      outgoing.recordFailedAttempt(rows, 1, { attempt: turn, outcome: "retry", reason: name, at }),
    listFailedAttempts: (rows) => outgoing.listFailedAttempts(rows, 1),
    listDeliveryEvents: (rows) => outgoing.listDeliveryEvents(rows, 1),
    listBoardTasks: (rows) => desk.listBoardTasks(rows, page, 5),
    placeInBacklog: async (rows) => {
      await backlog.placeInBacklog(rows, 1, 1, null);
      await backlog.placeInBacklog(rows, 1, 1, 2);
    },
    placeFirst: (rows) => backlog.placeFirst(rows, 1, [1, 2]),
    recordApproval: (rows) =>
      approvals.recordApproval(rows, {
        taskId: 1,
        contactId: 1,
        channel: "email",
        approvedAt: at,
        shown: name,
        handOverMessageId: 1,
        byEmail: { inboundEmailId: 1, rawSha256: name, verdict: name, answeredEmailId: 1 },
      }),
    hasStartedSinceApproval: (rows) => approvals.hasStartedSinceApproval(rows, { taskId: 1, clientId: 1 }),
    lockStandingApproval: (rows) => approvals.lockStandingApproval(rows, 1),
    listApprovals: (rows) => approvals.listApprovals(rows, 1),
    markApprovalUndone: (rows) => approvals.markApprovalUndone(rows, 1, { by: person, at }),
    findEvent: (rows) => events.findEvent(rows, 1),
    recordDigestEntry: (rows) =>
      digestEntries.recordDigestEntry(rows, {
        contactId: 1,
        taskId: 1,
        eventId: turn + 1,
        messageId: null,
        recordedAt: at,
      }),
    takeProblemDay: (rows) =>
      deliveryProblems.takeProblemDay(rows, { address: name, day: "2026-03-02", staffId: 1 }),
    listWaitingReaders: (rows) => digestEntries.listWaitingReaders(rows, at),
    lockWaitingSince: (rows) => digestEntries.lockWaitingSince(rows, 1, at),
    markEntriesDue: (rows) => digestEntries.markEntriesDue(rows, 1, at),
    lockDueEntries: (rows) => digestEntries.lockDueEntries(rows, 1, 10),
    markEntryTold: (rows) => digestEntries.markEntryTold(rows, 1, 1),
    forgetEntry: (rows) => digestEntries.forgetEntry(rows, 4711),
    forgetSameNews: (rows) => digestEntries.forgetSameNews(rows, 1, 1),
    forgetUntoldEntries: (rows) => digestEntries.forgetUntoldEntries(rows, 4711),
    forgetEntriesOfMessage: (rows) => digestEntries.forgetEntriesOfMessage(rows, 4711),
    listDigestReaders: (rows) => digestEntries.listDigestReaders(rows, 2),
    findNewestMessageId: (rows) => newestMessages.findNewestMessageId(rows, 1, turn > 1),
    hasNewerOfOthers: (rows) =>
      newestMessages.hasNewerOfOthers(rows, { taskId: 1, messageId: 0, withNotes: turn > 1, reader: person }),
    wasPosted: (rows) => newestMessages.wasPosted(rows, name),
    findNewestEventId: (rows) => watchEvents.findNewestEventId(rows),
    readNews: (rows) => watchEvents.readNews(rows, turn),
    recordDraft: (rows) =>
      drafts.recordDraft(rows, person, { kind: "task", taskId: 1, form: "message" }, { text: name }, at),
    findDraft: (rows) => drafts.findDraft(rows, person, { kind: "new-task", clientId: page }),
    listDraftsOfTask: (rows) => drafts.listDraftsOfTask(rows, person, 1),
    forgetDraft: (rows) => drafts.forgetDraft(rows, person, { kind: "request" }),
    forgetDraftsOf: (rows) => drafts.forgetDraftsOf(rows, person),
    forgetDraftsBefore: (rows) => drafts.forgetDraftsBefore(rows, at, page),
    hasDraftsBefore: (rows) => drafts.hasDraftsBefore(rows, at),
    findPreferences: (rows) => preferences.findPreferences(rows, 1),
    lockPreferences: (rows) => preferences.lockPreferences(rows, 1),
    markPreferences: (rows) =>
      preferences.markPreferences(rows, 1, {
        notify: "daily",
        locale: "de",
        timeZone: name,
        hasShortcuts: 0,
      }),
    findStaffPreferences: (rows) => preferences.findStaffPreferences(rows, 1),
    lockStaffPreferences: (rows) => preferences.lockStaffPreferences(rows, 1),
    markStaffPreferences: (rows) =>
      preferences.markStaffPreferences(rows, 1, { locale: "de", timeZone: name, hasShortcuts: 0 }),
    markMuted: (rows) => preferences.markMuted(rows, 1, at),
    markUnmuted: (rows) => preferences.markUnmuted(rows, 1),
    listMutedTasks: (rows) => preferences.listMutedTasks(rows, 1, 10),
    recordParticipant: (rows) => participants.recordParticipant(rows, 1, person, at),
    findParticipant: (rows) => participants.findParticipant(rows, 1),
    findParticipantOf: (rows) => participants.findParticipantOf(rows, 1, person),
    listNoteReaders: (rows) => noteReaders.listNoteReaders(rows, 1),
    listParticipants: (rows) => participants.listParticipants(rows, 1),
  };
}

/** Runs all calls of these turns and answers every statement with who ran it. */
export async function runEverything(rows: Rows, turns: readonly number[]): Promise<RunStatement[]> {
  const ran: RunStatement[] = [];
  for (const turn of turns) {
    for (const [by, call] of Object.entries(calls(turn))) {
      const note = (sql: string, values: Value[]) => void ran.push({ by, sql, values });
      await call({
        engine: rows.engine,
        all: (sql, ...values) => (note(sql, values), rows.all(sql, ...values)),
        first: (sql, ...values) => (note(sql, values), rows.first(sql, ...values)),
        run: (sql, ...values) => (note(sql, values), rows.run(sql, ...values)),
      });
    }
  }
  return ran;
}
