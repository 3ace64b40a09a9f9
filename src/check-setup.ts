// Wires the checks of the set-up from the settings, for the page and for `inreply doctor`, and keeps their findings a while.
import type { Config } from "./config.ts";
import type { Clock } from "./domain/clock.ts";
import type { FindingGroup } from "./domain/finding.ts";
import type { Installation } from "./domain/installation.ts";
import { keyFileOf } from "./key-file.ts";
import { verifySmtp } from "./outbox/verify-smtp.ts";
import { openResolver } from "./resolver.ts";
import { mailboxGroup } from "./setup/mailboxes.ts";
import { isUnderWay } from "./setup/probe.ts";
import { checkSetup, probeGroup, type SetupQuestion } from "./setup/report.ts";
import { hasBytesOutside } from "./store/blobs.ts";
import { openBucket, tryBucket } from "./store/bucket.ts";
import { readCondition, type DatabaseCondition } from "./store/condition.ts";
import { engineOf, sqliteFile, type Store } from "./store/database.ts";
import { listMailboxes } from "./store/mailboxes.ts";
import { findNewestProbeOf, listProbes } from "./store/probes.ts";

export interface SetupReport {
  groups: FindingGroup[];
  /** How far the last probe got. */
  roundTrip: FindingGroup;
  /** Whether a probe is on its way, so that it is worth looking again soon. */
  isProbeUnderWay: boolean;
}

/** Patience with one DNS question; a check asks several, one after another. */
const dnsPatience = { timeout: 1_500, tries: 2 };
const smtpSilenceMs = 6_000;
/** A page that is reloaded while a probe is on its way must not ask SendGrid and DNS each time. */
const keptMs = 30_000;
/** Among these is the last one that came back, unless many in a row did not. */
const probesLookedAt = 20;
/** A SQLite file up to this size is looked through while the server stands still: well below a second. */
const pageDamageBytesMax = 64 * 1024 * 1024;

/** The checks of a running server. Never rejects for what they find; what is slow is kept for half a minute. */
export function openSetup(
  config: Config,
  installation: Installation,
  store: Store,
  clock: Clock,
): () => Promise<SetupReport> {
  const question = questionOf(config, installation, clock, store, () =>
    readCondition(config.databaseUrl, store, { damageBytesMax: pageDamageBytesMax }),
  );
  let kept: { until: number; probeId: number | undefined; groups: Promise<FindingGroup[]> } | undefined;
  return async () => {
    const probes = await listProbes(store.read, probesLookedAt);
    const probeId = probes.find(({ returnedAt }) => returnedAt !== null)?.id;
    const now = Date.now();
    // The return of a probe tells which key signs our mail.
    if (kept === undefined || kept.until < now || kept.probeId !== probeId) {
      kept = { until: now + keptMs, probeId, groups: checkSetup(question, probes) };
    }
    return reportOf([...(await kept.groups), ...(await mailboxGroups(store, clock))], question, probes);
  };
}

/** The checks once, for the command line; without a store when the database cannot be opened, with the reason. */
export async function checkOnce(
  config: Config,
  store: Store | { reason: string },
  clock: Clock,
): Promise<SetupReport> {
  const isOpen = "read" in store;
  const question = questionOf(config, config.installation, clock, isOpen ? store : undefined, async () => {
    if (!isOpen) throw new Error(store.reason);
    return readCondition(config.databaseUrl, store, { damageBytesMax: Number.POSITIVE_INFINITY });
  });
  // A database of an older version knows no probes.
  const probes = isOpen ? await listProbes(store.read, probesLookedAt).catch(() => []) : [];
  // Nor mailboxes.
  const mailboxes = isOpen ? await mailboxGroups(store, clock).catch(() => []) : [];
  return reportOf([...(await checkSetup(question, probes)), ...mailboxes], question, probes);
}

/** Asks the database alone, so it is not kept. */
async function mailboxGroups({ read }: Store, clock: Clock): Promise<FindingGroup[]> {
  const mailboxes = await Promise.all(
    (await listMailboxes(read)).map(async (mailbox) => ({
      ...mailbox,
      probe: await findNewestProbeOf(read, mailbox.id),
    })),
  );
  const group = mailboxGroup(mailboxes, clock());
  return group === undefined ? [] : [group];
}

function reportOf(
  groups: FindingGroup[],
  { courier, now }: SetupQuestion,
  probes: Parameters<typeof probeGroup>[0],
): SetupReport {
  const roundTrip = probeGroup(probes, now(), courier);
  return { groups, roundTrip, isProbeUnderWay: isUnderWay(probes, now()) };
}

function questionOf(
  config: Config,
  installation: Installation,
  now: Clock,
  store: Store | undefined,
  readDatabase: () => Promise<DatabaseCondition>,
): SetupQuestion {
  const {
    courier,
    proxiesTrusted,
    webhookKey,
    eventsKey,
    inboundToken,
    sendgridApiKey,
    secretKeys,
    databaseUrl,
  } = config;
  const hasKeyFile = secretKeys.length === 0 && engineOf(databaseUrl) === "sqlite";
  return {
    courier,
    installation,
    proxiesTrusted,
    webhookKey,
    eventsKey,
    inboundToken,
    sendgridApiKey,
    keyFile: hasKeyFile ? keyFileOf(sqliteFile(databaseUrl)) : undefined,
    resolver: openResolver(config.dnsServers, dnsPatience),
    trySmtp: () =>
      verifySmtp({ url: config.smtpUrl!, isTlsOptional: config.isSmtpTlsOptional, silenceMs: smtpSilenceMs }),
    readDatabase,
    bucket: bucketQuestion(config, store),
    now,
  };
}

function bucketQuestion({ bucket: place }: Config, store: Store | undefined): SetupQuestion["bucket"] {
  return {
    url: place && `s3://${place.name}/${place.prefix}`,
    isForNew: place?.isForNew === true,
    tryOut: async () => {
      const bucket = await openBucket(place!);
      await tryBucket(bucket).finally(() => bucket.close());
    },
    hasBytes: async () => store !== undefined && hasBytesOutside(store.read),
  };
}
