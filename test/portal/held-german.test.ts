// The held desk, the mailboxes, the paused addresses and the set-up in German, for staff; and what is refused, with its words kept.
import { describe, expect, it } from "vitest";
import { recordDelivery } from "../../src/actions/record-delivery.ts";
import { timestamp } from "../../src/domain/clock.ts";
import { announce } from "../../src/outbox/announce.ts";
import { claimDue, deliverOne } from "../../src/outbox/deliver.ts";
import { heldReasons } from "../../src/portal/outcome-words.ts";
import { germanPages } from "../support/german-page.ts";
import { openApp, outboxOf, receiveEmail } from "./app.ts";

const expectGerman = germanPages(["inbound", "page-held", "page-mailboxes", "page-setup", "page-frame"]);

async function openDesk() {
  const app = await openApp();
  const { people, clients } = app.world;
  await app.store.write((rows) => rows.run("update staff set locale = 'de' where id = ?", people.priya.id));
  const taskId = await app.taskWith({ clientId: clients.harbor, author: people.ann, title: "Preisliste" });
  return { app, people, taskId, priya: await app.signedIn(people.priya) };
}

describe("the held desk, in German", () => {
  it("lists what waits with its reason, its proposal and its buttons, and tells what was decided", async () => {
    const { app, people, taskId, priya } = await openDesk();
    await receiveEmail(app, { subject: "Fremd" });
    const known = { fromAddress: "ann@harbordental.example", fromName: "Ann Weber", author: people.ann };
    const put = await receiveEmail(app, { ...known, subject: "Unbewiesen", reason: "unvouched", taskId });
    expectGerman(await priya.get("/held"), [
      "Zurückgehaltene E-Mails Warten Alles, was eingegangen ist Protokoll herunterladen (CSV)",
      "Die Adresse, von der sie kommt, ist hier niemandem zugeordnet.",
      "Angeblich von Ann Weber",
      "Ginge an keine Aufgabe, die wir kennen",
      `Als Ann Weber zu #${taskId} stellen: Unbewiesen`,
      "Beiseitelegen: Fremd",
      "gerade eben",
      "Ausgewählte beiseitelegen",
    ]);
    const posted = await priya.post(`/emails/${put}/discard`, { seen: "0", back: "held" });
    const told = await priya.get(posted.location!);
    expectGerman(told, ["Sie haben die E-Mail beiseitegelegt. Zur E-Mail Rückgängig"]);
    const [, ruling] = /name="ruling" value="(\d+)"/u.exec(told.text)!;
    const back = await priya.post("/held/undo", { ruling: ruling! });
    expectGerman(await priya.get(back.location!), [
      "Das ist zurückgenommen. Die E-Mail wird noch einmal gelesen und ist gleich wieder da.",
    ]);
    expectGerman(await priya.get("/held?show=all"), ["Alles, was eingegangen ist", "Wartet auf das Lesen"]);
    const none = await priya.postBare("/held/discard", { "form-token": await priya.tokenFor("/held") });
    expectGerman(none, ["Wählen Sie zuerst mindestens eine E-Mail aus."]);
  });

  it.each(heldReasons)("says why an email waits that is held for %s", async (reason) => {
    const { app, priya } = await openDesk();
    const id = await receiveEmail(app, { reason });
    expectGerman(await priya.get(`/emails/${id}`), [app.portal.render.say("de", `held-reason.${reason}`)]);
  });

  it("shows an email with its steps, its choices and its notices, and marks what is in English", async () => {
    const { app, taskId, priya } = await openDesk();
    const evidence = [
      { step: "notice", found: "Outlook wrapped …", code: "tnef" },
      { step: "admit", found: "Nobody here is known by sam@elsewhere.example." },
      { step: "extract", found: "A sentence of a newer program." },
    ] as const;
    const id = await receiveEmail(app, { evidence: [...evidence], subject: null, class: "human" });
    const page = await priya.get(`/emails/${id}`);
    expectGerman(page, [
      "Alle zurückgehaltenen E-Mails (ohne Betreff) Wartet auf Sie von Sam Hill",
      "Outlook hatte Teile dieser E-Mail in winmail.dat verpackt; sie wurden ausgepackt.",
      "Was wird aus ihr?",
      `#${taskId} Preisliste`,
      "sam@elsewhere.example ist auch die Adresse von",
      "Warum ist das hier? Gut zu wissen",
      "Wer sie geschrieben hat Die Adresse sam@elsewhere.example ist hier niemandem zugeordnet.",
      "Art der E-Mail von einem Menschen",
      "So oft gelesen",
    ]);
    expect(page.text).toContain('<span class="step-found" lang="en">A sentence of a newer program.</span>');
    const refused = await priya.post(`/emails/${id}/accept`, { seen: "0", author: "contact:1" });
    expect(refused.status).toBe(422);
    expectGerman(refused, ["Wählen Sie eine Aufgabe, oder geben Sie ihre Nummer ein."]);
  });

  it("keeps the title of a new task that was refused, and says why no source is shown any more", async () => {
    const { app, people, taskId, priya } = await openDesk();
    const id = await receiveEmail(app, { status: "handled", reason: "posted", taskId, author: people.ann });
    await app.store.write(async (rows) => {
      await rows.run("update messages set inbound_email_id = ? where task_id = ?", id, taskId);
    });
    expectGerman(await priya.get(`/emails/${id}`), [
      `Sie steht in der Aufgabe #${taskId} Preisliste von Harbor Dental.`,
      "In der falschen Aufgabe?",
      "Aufgabe von Harbor Dental",
    ]);
    const title = "Zu lang: ".repeat(60);
    const refused = await priya.post(`/emails/${id}/move-to-new-task`, { from: String(taskId), title });
    expect(refused.status).toBe(422);
    expectGerman(refused, ["Titel der neuen Aufgabe"]);
    expect(refused.text).toContain(`value="${title}"`);
    await app.store.write((rows) =>
      rows.run(
        "update inbound_emails set raw_removed_at = ?, raw_removed_by = 'age' where id = ?",
        timestamp(app.time.now),
        id,
      ),
    );
    const gone = await priya.get(`/emails/${id}/raw`);
    expect(gone.status).toBe(410);
    expectGerman(gone, ["Das Original dieser E-Mail wurde am 2. März 2026 gelöscht, weil Originale nur"]);
  });

  it("writes the log with German heads", async () => {
    const { app, priya } = await openDesk();
    await receiveEmail(app, { subject: "Fremd" });
    const log = await priya.get("/held.csv");
    expect(log.headers.get("content-disposition")).toContain('"eingegangene-e-mails-2026-03-02.csv"');
    expect(log.text).toContain('"Eingegangen (UTC)","Stand","Grund","Von","An","Betreff","Aufgabe"');
    expect(log.text).toContain(
      '"Wartet auf Sie","Die Adresse, von der sie kommt, ist hier niemandem zugeordnet."',
    );
  });
});

describe("the mailboxes, in German", () => {
  it("says how far each got and how its rule is set up, and keeps an address that is refused", async () => {
    const { priya } = await openDesk();
    await priya.post("/mailboxes", { address: "support@northbeam.example" });
    expectGerman(await priya.get("/mailboxes"), [
      "Nicht bestätigt Durch die Regel kam bisher keine E-Mail. Richten Sie die Regel ein",
      "Testmail schicken an support@northbeam.example",
      "Melden Sie sich bei Gmail als support@northbeam.example an",
      "auf Servern mit cPanel /etc/valiases/northbeam.example",
    ]);
    await priya.post("/mailboxes/1/probe", {});
    expectGerman(await priya.get("/mailboxes"), ["Wartet auf die Testmail Am Mo., 2. März 2026"]);
    const refused = await priya.post("/mailboxes", { address: "ann@harbordental.example" });
    expect(refused.status).toBe(409);
    expectGerman(refused, ["Postfach verbinden"]);
    expect(refused.text).toContain('value="ann@harbordental.example"');
    expect(refused.text).toContain("liest und schreibt Ann Weber E-Mails.");
  });
});

describe("the paused addresses, in German", () => {
  it("say why each is paused, what waits and how it goes on", async () => {
    const { app, people, taskId, priya } = await openDesk();
    expectGerman(await priya.get("/paused-addresses"), ["Keine Adresse ist angehalten."]);
    await app.say({ taskId, author: people.priya, text: "Für Ann" });
    const outbox = outboxOf(app.portal);
    await announce(outbox);
    for (const row of await claimDue(outbox, 100, [])) await deliverOne(outbox, row);
    const sent = await app.store.read.first<{ id: number }>(
      "select max(id) as id from outbound_emails where to_name = 'Ann Weber'",
    );
    const at = timestamp(app.time.now);
    const pause = { cause: "bounced", isKeptByProvider: true } as const;
    const bounce = { outboundEmailId: sent!.id, delivery: "bounced", reason: "550 no", at, pause } as const;
    await app.store.write((rows) => recordDelivery(rows, at, bounce));
    expectGerman(await priya.get("/paused-addresses"), [
      "Angehaltene Adressen",
      "eine E-Mail dorthin kam zurück. 550 no",
      "Nichts wartet darauf.",
      `Es ging um #${taskId} Preisliste`,
      "SendGrid führt diese Adresse auf einer eigenen Sperrliste",
      "Wieder dorthin schicken",
    ]);
  });
});

describe("the set-up, in German", () => {
  it("says what was found, sums it up and sends a probe", async () => {
    const found = { en: "No MX.", de: "Kein MX-Eintrag." };
    const app = await openApp({
      setup: {
        groups: [
          { title: { en: "DNS", de: "DNS" }, findings: [{ check: "dns.mx", status: "fault", found }] },
        ],
        roundTrip: { title: { en: "Round trip", de: "Hin und zurück" }, findings: [] },
        isProbeUnderWay: true,
      },
    });
    const { priya } = app.world.people;
    await app.store.write((rows) => rows.run("update staff set locale = 'de' where id = ?", priya.id));
    expectGerman(await (await app.signedIn(priya)).get("/setup"), [
      "Einrichtung Eine Sache ist falsch und muss behoben werden. Hin und zurück",
      "Falsch Kein MX-Eintrag.",
      "Eine ist unterwegs; diese Seite sieht von selbst wieder nach.",
      "Was Sie anderswo eintragen",
    ]);
  });
});
