// The round trip: how far the last probe mail got, and what its way back told. Is given the probes.
import type { Finding } from "../domain/finding.ts";
import { probeTakenUpMs, probeWaitMs } from "../domain/probe.ts";
import type { ProbeRow } from "../store/probes.ts";

const check = "probe";

/** `probes`: the newest first. */
export function probeFindings(
  probes: readonly ProbeRow[],
  now: Date,
  courier: "sandbox" | "sendgrid" | "smtp",
): Finding[] {
  const [newest] = probes;
  if (newest === undefined) {
    const found =
      "No probe mail was sent yet. It goes out to an address of your own and should come back in.";
    return [
      {
        check,
        status: "skipped",
        found,
        todo: "Send one: by the button on the page Set-up, or inreply doctor --probe.",
      },
    ];
  }
  return newest.returnedAt === null
    ? [waitingFinding(newest, now, courier)]
    : returnFindings(newest, newest.returnedAt, courier);
}

/** Whether the newest probe may still come back soon, so that it is worth looking again. */
export function isUnderWay(probes: readonly ProbeRow[], now: Date): boolean {
  const [newest] = probes;
  return newest !== undefined && newest.returnedAt === null && ageMs(newest, now) < 2 * probeWaitMs;
}

function ageMs(probe: ProbeRow, now: Date): number {
  return Math.max(0, now.getTime() - Date.parse(probe.requestedAt));
}

function waitingFinding(probe: ProbeRow, now: Date, courier: "sandbox" | "sendgrid" | "smtp"): Finding {
  const waited = ageMs(probe, now);
  if (probe.outboundEmailId === null) {
    if (waited < probeTakenUpMs)
      return { check, status: "skipped", found: "The probe mail is being written." };
    const found = "The probe mail was asked for, but no server has taken it up.";
    const todo = "Start Inreply on this database, and look at its log.";
    return { check, status: "fault", found, todo };
  }
  switch (probe.sendStatus) {
    case "refused":
      return {
        check,
        status: "fault",
        found: `The probe mail was refused. ${probe.sendReason ?? ""}`.trim(),
        todo: "Mend what is said there, then send it again.",
      };
    case "unknown":
    case "queued":
    case "sending":
    case "paused":
    case null: {
      if (probe.sendReason === null && waited < probeWaitMs) {
        return { check, status: "skipped", found: "The probe mail is about to be sent." };
      }
      const found = `The probe mail could not be sent so far. ${probe.sendReason ?? "No worker has handed it over."}`;
      return { check, status: "fault", found, todo: "It is tried again by itself. Mend what is said there." };
    }
    case "sent":
      break;
  }
  if (probe.delivery === "bounced" || probe.delivery === "dropped") {
    const found = `The probe mail did not arrive: ${probe.sendReason ?? "no reason was given"}`;
    return { check, status: "fault", found, todo: backWords[courier] };
  }
  const seconds = Math.round(waited / 1000);
  if (waited < probeWaitMs) {
    return {
      check,
      status: "skipped",
      found: `The probe mail was sent and has been on its way for ${secondsInWords(seconds)}.`,
    };
  }
  return {
    check,
    status: waited < 10 * probeWaitMs ? "warning" : "fault",
    found: `The probe mail was taken by ${takerWords[courier]}, but has not come back for ${ageInWords(waited)}.`,
    todo: backWords[courier],
  };
}

const takerWords = { sandbox: "the sandbox", sendgrid: "SendGrid", smtp: "your mail server" };

const backWords = {
  sandbox: "Look at the log of Inreply.",
  sendgrid:
    "Look at the findings about the MX record and Inbound Parse here; at “Mail was turned away at the door” on the page of tasks; and in SendGrid under Activity.",
  smtp: "Look at the finding about the MX record here; at “Mail was turned away at the door” on the page of tasks; and in the log of your mail server, for the pipe that hands mail to Inreply.",
};

function returnFindings(
  probe: ProbeRow,
  returnedAt: string,
  courier: "sandbox" | "sendgrid" | "smtp",
): Finding[] {
  const seconds = Math.max(0, Math.round((Date.parse(returnedAt) - Date.parse(probe.requestedAt)) / 1000));
  const back: Finding = {
    check,
    status: "good",
    found: `Mail goes out and comes back in: the last probe took ${secondsInWords(seconds)}.`,
  };
  // In the sandbox there is no mail server between that could sign or check anything.
  if (courier === "sandbox") return [back];
  const isVouched = probe.verdict !== null && probe.verdict !== "none";
  return [
    back,
    {
      check: "probe.verdict",
      status: isVouched ? "good" : "warning",
      found: `When it came back: ${probe.verdictWhy ?? "nothing was said of its sender."}`,
      ...(isVouched
        ? {}
        : {
            todo: "Other people’s mailboxes see your mail so as well. Mend SPF and DKIM as said under DNS, then send a probe mail again.",
          }),
    },
  ];
}

function ageInWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return minutes === 1 ? "a minute" : `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}

function secondsInWords(seconds: number): string {
  if (seconds === 0) return "less than a second";
  return seconds === 1 ? "one second" : `${seconds} seconds`;
}
