// The pages of clients, of sessions and of signing in, as Germans read them: whole, and with their words kept where a form is refused.
import { describe, expect, it } from "vitest";
import { timestamp } from "../../src/domain/clock.ts";
import { findAvailability } from "../../src/store/availability.ts";
import { listSessionsOfClient } from "../../src/store/sessions.ts";
import { unsubscribeToken } from "../../src/threading/unsubscribe-token.ts";
import { publish } from "../support/sessions.ts";
import { formKey, keys, openApp, type Page } from "./app.ts";

async function scene() {
  const app = await openApp();
  const { people } = app.world;
  await app.store.write(async (rows) => {
    await rows.run("update contacts set locale = 'de' where id = ?", people.ann.id);
    await rows.run("update staff set locale = 'de' where id = ?", people.tom.id);
  });
  return {
    app,
    ...app.world,
    ann: await app.signedIn(people.ann),
    tom: await app.signedIn(people.tom),
    publishTimes: () => publish(app.store, app.world, "tom", {}, app.time.now),
  };
}

/** What is read or heard of a page, on one line. */
function words({ text }: Page): string {
  const [, main = ""] = /<main[^>]*>(.*)<\/main>/su.exec(text)!;
  return main
    .replaceAll(/<[^>]*>/gu, " ")
    .replaceAll(/\s+/gu, " ")
    .replaceAll(/ ([,.:])/gu, "$1");
}

/** The tag of a field, and the words that it names as its description. */
function fieldOf({ text }: Page, id: string): { tag: string; described: string } {
  const tag = new RegExp(`<[a-z]+ [^>]*\\bid="${id}"[^>]*>`, "u").exec(text)![0];
  const [, ids = ""] = /aria-describedby="([^"]*)"/u.exec(tag) ?? [];
  const described = ids
    .split(" ")
    .map((one) => new RegExp(`id="${one}"[^>]*>([^<]*)<`, "u").exec(text)?.[1] ?? "")
    .join(" ");
  return { tag, described };
}

describe("a German contact", () => {
  it("reads the backlog, with what is being worked on and what waits", async () => {
    const { app, ann, clients, people } = await scene();
    const empty = words(await ann.get("/backlog"));
    expect(empty).toContain("In Bearbeitung Im Moment nichts.");
    expect(empty).toContain("Ein Platz ist frei für die nächste angenommene Aufgabe.");
    expect(empty).toContain(
      "Es wartet nichts. Stellen Sie eine Anfrage, auch wenn Einzelheiten noch offen sind: Wir fragen nach, was fehlt.",
    );
    const ids: number[] = [];
    for (const title of ["Formular", "Banner", "Anzeige"])
      ids.push(await app.taskWith({ clientId: clients.harbor, author: people.ann, title }));
    await app.store.write((rows) =>
      rows.run("update tasks set stage = 'Working', delivery_on = '2026-03-09' where id = ?", ids[0]!),
    );
    const page = await ann.get("/backlog");
    expect(page.text).toContain('<html lang="de">');
    expect(page.text).toContain(
      '<h1>Warteliste</h1><a class="button primary" href="/requests/new">Anfrage stellen</a>',
    );
    expect(words(page)).toContain(
      "Der Plan Standard umfasst eine Aufgabe zur gleichen Zeit, und „Formular“ ist in Arbeit. Die nächste beginnt, sobald sie abgeschlossen ist.",
    );
    expect(words(page)).toContain("Es warten, in Ihrer Reihenfolge 1 Banner Klärung");
    expect(page.text).toContain('title="Nach unten"');
    const refused = await ann.post("/backlog", { task: String(ids[1]), position: "zwei" });
    expect(refused.status).toBe(422);
    const place = fieldOf(refused, `place-${ids[1]}`);
    expect(place.tag).toContain('value="zwei" aria-invalid="true"');
    expect(place.described).toBe("Ein Platz in der Warteliste ist eine Zahl ab 1.");
  });

  it("reads who may approve, and how they are written to", async () => {
    const { ann } = await scene();
    const people = await ann.get("/people");
    expect(people.text).toContain("<h1>Personen bei Harbor Dental</h1>");
    expect(words(people)).toContain("Ann Weber darf freigeben ann@harbordental.example");
    expect(words(people)).toContain(
      "Wer markiert ist, darf fertige Arbeit freigeben und wird darum gebeten.",
    );
    expect(words(people)).toContain("Freigeben erlauben: Lee Okafor");
    const preferences = words(await ann.get("/preferences"));
    expect(preferences).toContain(
      "Wie wir Ihnen schreiben Wie oft Jede Nachricht Eine E-Mail, sobald es etwas Neues gibt.",
    );
    expect(preferences).toContain("Tastenkürzel");
    expect(preferences).toContain("Sie erhalten E-Mails zu all Ihren Aufgaben.");
    const refused = await ann.post("/preferences", { notify: "daily", locale: "de", zone: "Mond" });
    expect(refused.status).toBe(422);
    const zone = fieldOf(refused, "zone");
    expect(zone.tag).toContain('value="Mond"');
    expect(zone.tag).toContain('aria-invalid="true" autofocus');
    expect(zone.described).toContain(
      "„Mond“ ist keine Zeitzone wie Europe/Berlin. Eine Stadt oder ein Name wie",
    );
    expect(refused.text).toMatch(/value="daily" checked/u);
  });

  it("asks for something, and keeps their words when something is missing", async () => {
    const { ann } = await scene();
    const page = await ann.get("/requests/new");
    expect(words(page)).toContain("Anfrage stellen Sagen Sie uns, was Sie brauchen");
    expect(words(page)).toContain("Dateien anhängen höchstens 20 Dateien, 2 MB");
    const refused = await ann.post("/requests", { key: "k", title: " ", text: "Ein Banner für Mai" });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("Ein Banner für Mai</textarea>");
    expect(fieldOf(refused, "title").tag).toContain('aria-invalid="true"');
    expect(fieldOf(refused, "title").described).toMatch(/^Geben Sie .*Titel/u);
    expect(fieldOf(refused, "text").tag).not.toContain("aria-invalid");
    const both = await ann.post("/requests", { key: "k", title: "", text: "" });
    expect(fieldOf(both, "title").tag).toContain("autofocus");
    expect(fieldOf(both, "text").tag).toContain('aria-invalid="true"');
    expect(fieldOf(both, "text").tag).not.toContain("autofocus");
    expect((await ann.post("/requests", { key: "k", title: "Banner", text: "Für Mai" })).status).toBe(303);
  });

  it("books a session, and is told beside the form what is missing", async () => {
    const { app, ann, clients, publishTimes } = await scene();
    expect(words(await ann.get("/sessions"))).toContain(
      "Im Moment hat niemand Zeiten dafür veröffentlicht. Bitte schreiben Sie uns.",
    );
    await publishTimes();
    const page = await ann.get("/sessions?kind=training&minutes=30");
    expect(words(page)).toContain(
      "Trainingstermin von 30 Minuten buchen Dienstag, 3. März 2026 Mitteleuropäische Normalzeit 10:00 mit Tom Becker",
    );
    expect(words(page)).toContain("Was Ihr Plan noch enthält Strategietermine");
    expect(words(page)).toContain("45 Minuten buchen für einen Strategietermin");
    expect(words(page)).toContain(
      "Auch per E-Mail: Schreiben Sie „freie Termine für Training 30“ an work@reply.northbeam.example und antworten Sie mit einer Nummer.",
    );
    const form = {
      key: formKey(page, "/sessions"),
      kind: "training",
      minutes: "30",
      agenda: "Die neue Seite",
    };
    const refused = await ann.post("/sessions", form);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('id="slot-problem" role="alert">Wählen Sie eine der Zeiten.<');
    expect(refused.text).toContain('<fieldset class="field slots" aria-describedby="slot-problem">');
    expect(refused.text).toContain("Die neue Seite</textarea>");
    const [, slot = ""] = /name="slot" value="([^"]+)"/u.exec(page.text)!;
    const long = await ann.post("/sessions", { ...form, slot, agenda: "x".repeat(2_001) });
    expect(fieldOf(long, "agenda").described).toBe("Die Themen können höchstens 2000 Zeichen haben.");
    expect((await ann.post("/sessions", { ...form, slot })).status).toBe(303);
    const booked = words(await ann.get("/sessions"));
    expect(booked).toContain("Gebucht Trainingstermin, 30 Minuten Gebucht Wann Di., 3. März 2026, 10:00 Uhr");
    expect(booked).toContain("Themen Die neue Seite");
    expect(booked).toContain("Verschieben (Trainingstermin am Di., 3. März 2026");
    const [session] = await listSessionsOfClient(app.store.read, clients.harbor, timestamp(app.time.now), 1);
    const stale = await ann.post(`/sessions/${session!.id}/agenda`, {
      agenda: "Anderes",
      "seen-agenda": "Altes",
    });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain("Anderes</textarea>");
    expect(fieldOf(stale, `agenda-${session!.id}`).tag).toContain('aria-invalid="true"');
    expect(stale.text.match(/class="problem"/gu)).toHaveLength(1);
  });

  it("stops emails in their language, though the browser that does it asks for another", async () => {
    const { app, people } = await scene();
    const path = `/unsubscribe/${unsubscribeToken(keys, { kind: "digests", contactId: people.ann.id, version: 0 })}`;
    await app.store.write((rows) =>
      rows.run("update contacts set notify = 'daily' where id = ?", people.ann.id),
    );
    const asked = await app.browser().get(path, { "accept-language": "en" });
    expect(words(asked)).toContain("Keine Zusammenfassungen mehr? Wir schreiben Ihnen dann nur noch");
    expect(words(asked)).toContain("Oder wählen Sie, wie oft wir Ihnen schreiben.");
    const done = await app.browser().postBare(path, { "List-Unsubscribe": "One-Click" });
    expect(words(done)).toContain("Sie erhalten keine Zusammenfassungen mehr");
    const unknown = await app.browser().get("/unsubscribe/nichts", { "accept-language": "de" });
    expect(words(unknown)).toContain("Dieser Link funktioniert nicht");
  });
});

describe("German staff", () => {
  it("read the page of a client, and open a task for it", async () => {
    const { tom, clients } = await scene();
    const client = words(await tom.get(`/clients/${clients.harbor}`));
    expect(client).toContain("Kunde Harbor Dental Aufgabe anlegen");
    expect(client).toContain("Es warten, in der gewünschten Reihenfolge");
    expect(client).toContain("Standard: 1 gleichzeitig");
    expect(client).toContain("Plan ändern");
    expect(words(await tom.get("/tasks/new"))).toContain("Für welchen Kunden?");
    const page = await tom.get(`/tasks/new?client=${clients.harbor}`);
    expect(page.text).toContain("<h1>Aufgabe für Harbor Dental anlegen</h1>");
    const refused = await tom.post("/tasks", {
      key: "k",
      client: String(clients.harbor),
      title: "Banner",
      text: "Fangen wir an",
    });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(
      'id="people-problem" role="alert">Wählen Sie mindestens eine Person, die teilnimmt.<',
    );
    expect(refused.text).toContain("Fangen wir an</textarea>");
  });

  it("publish their hours in German, which come back so, and are told beside each field what is wrong", async () => {
    const { app, tom, people } = await scene();
    const page = await tom.get("/sessions");
    expect(words(page)).toContain("Wann Sie gebucht werden können Es gilt die Uhrzeit von Europe/Berlin.");
    expect(page.text).toContain("<code>Mo-Do 9-12, 14:00-16:30</code>");
    const typed = {
      "weekly-hours": "Mo-Di 9-12; Fr 14-16 Training",
      exceptions: "24.12.2026 9-11\n25.12.2026 bis 26.12.2026 frei",
      notice: "24",
      buffer: "15",
      "call-link": "Telefon",
    };
    expect((await tom.post("/sessions/availability", typed)).status).toBe(303);
    expect(await findAvailability(app.store.read, people.tom.id)).toMatchObject({
      weeklyHours: "Mon 9:00-12:00; Tue 9:00-12:00; Fri 14:00-16:00 training",
      exceptions: "2026-12-24 9:00-11:00\n2026-12-25 off\n2026-12-26 off",
    });
    const after = await tom.get("/sessions");
    expect(after.text).toContain("Mo 9:00-12:00\nDi 9:00-12:00\nFr 14:00-16:00 Training</textarea>");
    expect(after.text).toContain("24.12.2026 9:00-11:00\n25.12.2026 frei\n26.12.2026 frei</textarea>");
    expect(words(after)).toContain("Ihr Kalender-Abo");
    const wrong = await tom.post("/sessions/availability", {
      ...typed,
      "weekly-hours": "Irgendwann 9-12",
      notice: "bald",
      "call-link": "",
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain("Irgendwann 9-12</textarea>");
    expect(fieldOf(wrong, "weekly-hours").tag).toContain('aria-invalid="true" autofocus');
    expect(fieldOf(wrong, "weekly-hours").described).toContain(
      "„Irgendwann“ ist kein Wochentag wie Mo oder Montag.",
    );
    expect(fieldOf(wrong, "notice").tag).toContain('value="bald"');
    expect(fieldOf(wrong, "notice").described).toContain("Die Vorlaufzeit ist eine ganze Zahl");
    expect(fieldOf(wrong, "call-link").described).toContain("Geben Sie an, wo Ihre Termine stattfinden");
    expect(fieldOf(wrong, "exceptions").tag).not.toContain("aria-invalid");
    expect(fieldOf(wrong, "buffer").tag).not.toContain("aria-invalid");
  });

  it("read what is booked, and what is over", async () => {
    const { app, ann, tom, publishTimes } = await scene();
    await publishTimes();
    const page = await ann.get("/sessions?kind=strategy&minutes=45");
    const [, slot = ""] = /name="slot" value="([^"]+)"/u.exec(page.text)!;
    await ann.post("/sessions", { key: "k", kind: "strategy", minutes: "45", agenda: "", slot });
    const booked = words(await tom.get("/sessions"));
    expect(booked).toContain("Bevorstehend Strategietermin, 45 Minuten Ann Weber (Harbor Dental) Gebucht");
    expect(booked).toContain("Themen noch keine Themen ändern für den Strategietermin am");
    app.time.now = new Date("2026-03-06T09:00:00.000Z");
    const over = words(await tom.get("/sessions"));
    expect(over).toContain(
      "Aus den letzten 14 Tagen Strategietermin, 45 Minuten Ann Weber (Harbor Dental) mit Tom Becker",
    );
    expect(over).toContain("Niemand erschienen: Strategietermin am");
  });
});

describe("a stranger whose browser asks for German", () => {
  const german = { "accept-language": "de-AT,de;q=0.9,en;q=0.5" };

  it("signs in in German", async () => {
    const { app, people } = await scene();
    const stranger = app.browser();
    const page = await stranger.get("/sign-in", german);
    expect(page.text).toContain('<html lang="de">');
    expect(words(page)).toContain(
      "Anmelden Wir schicken Ihnen einen Link per E-Mail, der diesen Browser anmeldet. Ein Passwort gibt es nicht. Ihre E-Mail-Adresse",
    );
    const refused = await stranger.post("/sign-in", { address: "anna" }, german);
    expect(refused.status).toBe(422);
    expect(fieldOf(refused, "address").tag).toContain('value="anna"');
    expect(fieldOf(refused, "address").described).toBe(
      "Bitte geben Sie Ihre ganze E-Mail-Adresse ein, zum Beispiel anna@example.com.",
    );
    expect(words(await stranger.get("/sign-in?sent", german))).toContain(
      "Nichts angekommen? Sehen Sie im Spam-Ordner nach, oder fordern Sie einen neuen an, mit der Adresse",
    );
    const path = await app.signInPath(people.ann);
    expect(words(await stranger.get(path, german))).toContain("Anmelden bei Northbeam");
    await stranger.post(path, {});
    expect(words(await app.browser().get(path, german))).toContain("Dieser Link gilt nicht mehr");
  });
});
