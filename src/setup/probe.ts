// The round trip: how far the last probe mail got, and what its way back told. Is given the probes.
import type { Finding } from "../domain/finding.ts";
import type { InEveryLanguage } from "../domain/locale.ts";
import { probeTakenUpMs, probeWaitMs } from "../domain/probe.ts";
import type { ProbeRow } from "../store/probes.ts";
import { longTimeInWords, secondsInWords } from "./elapsed-words.ts";

const check = "probe";

type Courier = "sandbox" | "sendgrid" | "smtp";

/** `probes`: the newest first. */
export function probeFindings(probes: readonly ProbeRow[], now: Date, courier: Courier): Finding[] {
  const [newest] = probes;
  if (newest === undefined) {
    return [
      {
        check,
        status: "skipped",
        found: {
          en: "No probe mail was sent yet. It goes out to an address of your own and should come back in.",
          de: "Bisher wurde keine Testmail geschickt. Sie geht an eine eigene Adresse hinaus und soll wieder hereinkommen.",
        },
        todo: {
          en: "Send one: by the button on the page Set-up, or inreply doctor --probe.",
          de: "Schicken Sie eine: mit der Schaltfläche auf der Seite „Einrichtung“ oder mit inreply doctor --probe.",
        },
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

function waitingFinding(probe: ProbeRow, now: Date, courier: Courier): Finding {
  const waited = ageMs(probe, now);
  if (probe.outboundEmailId === null) return untakenFinding(waited);
  switch (probe.sendStatus) {
    case "refused":
      return {
        check,
        status: "fault",
        found: {
          en: `The probe mail was refused. ${probe.sendReason ?? ""}`.trim(),
          de: `Die Testmail wurde abgewiesen. ${probe.sendReason ?? ""}`.trim(),
        },
        todo: {
          en: "Mend what is said there, then send it again.",
          de: "Beheben Sie, was dort steht, und schicken Sie sie noch einmal.",
        },
      };
    case "unknown":
    case "queued":
    case "sending":
    case "paused":
    case null:
      return unsentFinding(probe.sendReason, waited);
    case "sent":
      return sentFinding(probe, waited, courier);
  }
}

function untakenFinding(waited: number): Finding {
  if (waited < probeTakenUpMs) {
    const found = { en: "The probe mail is being written.", de: "Die Testmail wird gerade geschrieben." };
    return { check, status: "skipped", found };
  }
  const found = {
    en: "The probe mail was asked for, but no server has taken it up.",
    de: "Die Testmail ist angefordert, aber kein Server hat sie übernommen.",
  };
  const todo = {
    en: "Start Inreply on this database, and look at its log.",
    de: "Starten Sie Inreply mit dieser Datenbank, und sehen Sie in sein Protokoll.",
  };
  return { check, status: "fault", found, todo };
}

function unsentFinding(reason: string | null, waited: number): Finding {
  if (reason === null && waited < probeWaitMs) {
    const found = {
      en: "The probe mail is about to be sent.",
      de: "Die Testmail wird gleich verschickt.",
    };
    return { check, status: "skipped", found };
  }
  const found = {
    en: `The probe mail could not be sent so far. ${reason ?? "No worker has handed it over."}`,
    de: `Die Testmail ließ sich bisher nicht verschicken. ${reason ?? "Kein Prozess hat sie übergeben."}`,
  };
  const todo = {
    en: "It is tried again by itself. Mend what is said there.",
    de: "Es wird von selbst wieder versucht. Beheben Sie, was dort steht.",
  };
  return { check, status: "fault", found, todo };
}

function sentFinding(probe: ProbeRow, waited: number, courier: Courier): Finding {
  if (probe.delivery === "bounced" || probe.delivery === "dropped") {
    const found = {
      en: `The probe mail did not arrive: ${probe.sendReason ?? "no reason was given"}`,
      de: `Die Testmail ist nicht angekommen: ${probe.sendReason ?? "ein Grund wurde nicht genannt"}`,
    };
    return { check, status: "fault", found, todo: backWords[courier] };
  }
  if (waited < probeWaitMs) {
    const seconds = secondsInWords(Math.round(waited / 1000));
    const found = {
      en: `The probe mail was sent and has been on its way for ${seconds.en}.`,
      de: `Die Testmail ist verschickt und seit ${seconds.de} unterwegs.`,
    };
    return { check, status: "skipped", found };
  }
  const age = longTimeInWords(waited);
  return {
    check,
    status: waited < 10 * probeWaitMs ? "warning" : "fault",
    found: {
      en: `The probe mail was taken by ${takerWords[courier].en}, but has not come back for ${age.en}.`,
      de: `Die Testmail wurde von ${takerWords[courier].de} angenommen, ist aber seit ${age.de} nicht zurückgekommen.`,
    },
    todo: backWords[courier],
  };
}

const takerWords: Record<Courier, InEveryLanguage> = {
  sandbox: { en: "the sandbox", de: "der Sandbox" },
  sendgrid: { en: "SendGrid", de: "SendGrid" },
  smtp: { en: "your mail server", de: "Ihrem Mailserver" },
};

const backWords: Record<Courier, InEveryLanguage> = {
  sandbox: { en: "Look at the log of Inreply.", de: "Sehen Sie in das Protokoll von Inreply." },
  sendgrid: {
    en: "Look at the findings about the MX record and Inbound Parse here; at “Mail was turned away at the door” on the page of tasks; and in SendGrid under Activity.",
    de: "Sehen Sie hier nach, was zum MX-Eintrag und zu Inbound Parse steht, auf der Seite der Aufgaben, ob E-Mails gleich beim Eingang abgewiesen wurden, und in SendGrid unter Activity.",
  },
  smtp: {
    en: "Look at the finding about the MX record here; at “Mail was turned away at the door” on the page of tasks; and in the log of your mail server, for the pipe that hands mail to Inreply.",
    de: "Sehen Sie hier nach, was zum MX-Eintrag steht, auf der Seite der Aufgaben, ob E-Mails gleich beim Eingang abgewiesen wurden, und im Protokoll Ihres Mailservers, was es über die Pipe sagt, die E-Mails an Inreply gibt.",
  },
};

function returnFindings(probe: ProbeRow, returnedAt: string, courier: Courier): Finding[] {
  const took = secondsInWords(
    Math.max(0, Math.round((Date.parse(returnedAt) - Date.parse(probe.requestedAt)) / 1000)),
  );
  const back: Finding = {
    check,
    status: "good",
    found: {
      en: `Mail goes out and comes back in: the last probe took ${took.en}.`,
      de: `E-Mails gehen hinaus und kommen wieder herein: Die letzte Testmail war nach ${took.de} zurück.`,
    },
  };
  // In the sandbox there is no mail server between that could sign or check anything.
  if (courier === "sandbox") return [back];
  const isVouched = probe.verdict !== null && probe.verdict !== "none";
  return [
    back,
    {
      check: "probe.verdict",
      status: isVouched ? "good" : "warning",
      found: {
        en: `When it came back: ${probe.verdictWhy ?? "nothing was said of its sender."}`,
        de: `Als sie zurückkam: ${probe.verdictWhy ?? "Über ihren Absender wurde nichts gesagt."}`,
      },
      ...(isVouched
        ? {}
        : {
            todo: {
              en: "Other people’s mailboxes see your mail so as well. Mend SPF and DKIM as said under DNS, then send a probe mail again.",
              de: "So sehen auch die Postfächer anderer Ihre E-Mails. Bringen Sie SPF und DKIM in Ordnung, wie es unter DNS steht, und schicken Sie dann noch eine Testmail.",
            },
          }),
    },
  ];
}
