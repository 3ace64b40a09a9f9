// The page of a task in German, to the client and to staff, in every stage; and what is refused, with its words kept.
import { describe, expect, it } from "vitest";
import { listApprovals } from "../../src/store/approvals.ts";
import { germanPages } from "../support/german-page.ts";
import { blockOf, replyOf } from "../support/reply.ts";
import { formKey, formWith, openApp, receiveEmail, uploadOf, type Browser, type Page } from "./app.ts";

async function germans() {
  const app = await openApp();
  const { clients, people } = app.world;
  await app.store.write(async (rows) => {
    await rows.run("update contacts set locale = 'de' where id = ?", people.ann.id);
    await rows.run("update staff set locale = 'de' where id = ?", people.priya.id);
  });
  const title = "Buchungsformular";
  const taskId = await app.taskWith({ clientId: clients.harbor, author: people.ann, title, text: "Hallo" });
  const ann = await app.signedIn(people.ann);
  const priya = await app.signedIn(people.priya);
  const step = (browser: Browser, name: string, fields: Record<string, string>, files: File[] = []) =>
    browser.post(`/tasks/${taskId}/${name}`, formWith({ key: name, ...fields }, files));
  const path = `/tasks/${taskId}`;
  return { app, taskId, path, ann, priya, step };
}

const expectGerman = germanPages(["page-task", "page-step", "page-reply"]);

describe("the page of a task, in German", () => {
  it("says in every stage where it stands and what can be done", async () => {
    const { ann, priya, path, step, app, taskId } = await germans();
    const { people, clients } = app.world;
    expectGerman(await ann.get(path), [
      `Aufgabe #${taskId}`,
      "Klärung",
      "Platz 1 von 1 Reihenfolge ansehen",
      "Anfrage ändern",
      "Anfrage zurückziehen",
      "An Northbeam schreiben",
      "Was bisher geschah",
      "Ann Weber hat die Aufgabe „Buchungsformular“ angelegt.",
      "Dateien anhängen höchstens 20 Dateien, zusammen 2 MB",
      "Alle Zeiten: Mitteleuropäische Normalzeit.",
    ]);
    expectGerman(await priya.get(path), [
      "Grobe Schätzung der Arbeitszeit",
      "Eine Dauer oder ein Bereich: „4 Stunden“, „2-3 Tage“, „1 Woche“.",
      "Sie ist doppelt",
      "Geht per E-Mail an Ann Weber und Tom Becker.",
      "Harbor Dental sieht sie nie, weder hier noch per E-Mail.",
    ]);
    expect((await step(priya, "accept", { estimate: "2 bis 3 Tage", text: "Gern." })).status).toBe(303);
    expectGerman(await ann.get(path), [
      "Angenommen",
      "2 bis 3 Arbeitstage, gezählt ab Beginn der Arbeit",
      "Priya Nair hat die Aufgabe angenommen. Schätzung: 2 bis 3 Arbeitstage.",
    ]);
    const estimating = await priya.get(path);
    expect(estimating.text).toContain('name="estimate" value="2 bis 3 Tage"');
    expectGerman(estimating, ["Voraussichtlicher Termin", "Arbeit beginnen", "Schätzung ändern"]);
    await step(priya, "estimate", { estimate: "1 Woche", text: "Es ist mehr." });
    await step(priya, "start", { delivery: "2026-03-06" });
    const next = await app.taskWith({ clientId: clients.harbor, author: people.ann, title: "Suche" });
    await priya.post(`/tasks/${next}/accept`, formWith({ key: "n", estimate: "1 Tag" }));
    expectGerman(await ann.get(path), [
      "In Arbeit",
      "Voraussichtlich fertig Freitag, 6. März 2026",
      "(vorher: 2 bis 3 Arbeitstage, Heute, 10:00 )",
      "Priya Nair hat mit der Arbeit begonnen. Voraussichtlich fertig: Freitag, 6. März 2026.",
    ]);
    expectGerman(await ann.get(`/tasks/${next}`), [
      "Sobald ein Platz frei ist. Der Plan Standard",
      "„Buchungsformular“ ist in Arbeit",
    ]);
    await step(priya, "hand-over", { text: "Bitte ansehen." });
    expectGerman(await priya.get(path), [
      "Wartet auf Freigabe",
      "Der Kunde wünscht Änderungen",
      "Nach der Freigabe beginnt Suche, etwa 1 Arbeitstag",
      "Wieder in Arbeit nehmen",
    ]);
    const page = await ann.get(path);
    const sentence =
      "Mit Ihrer Freigabe ist die Aufgabe abgeschlossen, und wir beginnen mit „Suche“, etwa 1 Arbeitstag.";
    expect(page.text.replaceAll(/<[^>]*>/gu, "")).toContain(sentence);
    expectGerman(page, ["Wir warten auf Ihre Antwort.", "Freigeben", "Zur Änderung zurückgeben"]);
    expect((await ann.post(`${path}/approve`, seenIn(page))).status).toBe(303);
    const [approval] = await listApprovals(app.store.read, taskId);
    expect(approval!.shown).toMatch(new RegExp(`The page said: “${sentence}”$`, "u"));
    expectGerman(await ann.get(path), [
      "Abgeschlossen",
      "Freigabe zurücknehmen",
      "Ann Weber hat die Aufgabe auf ihrer Seite freigegeben.",
      "Das Protokoll der Freigaben (JSON)",
    ]);
    expectGerman(await priya.get(path), ["Die Freigabe lässt sich zurücknehmen, bis"]);
  });

  it("keeps what was typed when a step is refused, and says why in German", async () => {
    const { ann, priya, path, step } = await germans();
    const wrong = await step(priya, "merge", { into: "die andere" });
    expect(wrong.status).toBe(422);
    expectGerman(wrong, ["Nennen Sie eine Aufgabe mit ihrer Nummer, zum Beispiel #12."]);
    expect(wrong.text).toContain('value="die andere"');
    const many = Array.from({ length: 21 }, (_, index) => new File(["x"], `${index}.txt`));
    const tooMany = await ann.post(`${path}/messages`, formWith({ key: "k", text: "Viele <Dateien>" }, many));
    expect(tooMany.status).toBe(413);
    expectGerman(tooMany, [
      "Eine Nachricht kann höchstens 20 Dateien haben.",
      "Ihr Text ist noch da; bitte wählen Sie die Dateien noch einmal aus.",
    ]);
    expect(tooMany.text).toContain("Viele &lt;Dateien&gt;</textarea>");
    await step(priya, "accept", { estimate: "1 Tag" });
    const lost = await step(ann, "edit", { title: "Neuer Titel", text: "Doch anders.", "seen-title": "" });
    expect(lost.status).toBe(409);
    expectGerman(lost, ["Was Sie geschrieben haben, ist nicht verloren:", "Titel", "Ihr Text"]);
    expect(lost.text).toContain("Doch anders.</textarea>");
    const stale = await ann.postBare(`${path}/messages`, { text: "Von gestern", key: "k" });
    expect(stale.status).toBe(403);
    expectGerman(stale, ["Bitte senden Sie das noch einmal", "Noch einmal senden"]);
    expect(stale.text).toContain("Von gestern</textarea>");
  });
});

describe("a reply by email, in German", () => {
  it("has its folds, its doubt, its files and what staff are told of it", async () => {
    const { app, taskId, path, ann, priya } = await germans();
    const { people } = app.world;
    const evidence = [{ step: "notice", found: "It was signed.", code: "pgpSigned" } as const];
    const inboundEmailId = await receiveEmail(app, { status: "handled", class: "human", taskId, evidence });
    const reply = replyOf(
      [
        blockOf("kept", "Die blaue.\n\n"),
        blockOf("signature", "-- \nLee\n\n", { evidence: "signature" }),
        blockOf("quoted", "On Monday:\n", { evidence: "attribution" }),
        blockOf("quoted", "> Welche?", { evidence: "below gmail_quote" }),
      ],
      { confidence: 0.5 },
    );
    const uploads = [uploadOf("plan.pdf", "application/pdf", "x".repeat(1_572_864))];
    const messageId = await app.say({
      taskId,
      author: people.lee,
      channel: "email",
      text: "",
      reply,
      inboundEmailId,
      uploads,
    });
    const seen = [
      "per E-Mail",
      "Zitierter Text",
      "Wir waren nicht sicher, welche dieser Worte neu sind.",
      "Diese E-Mail war signiert (PGP).",
      "plan.pdf 1,5 MB",
      "Zu viel weggelassen",
    ];
    expectGerman(await ann.get(path), seen);
    expectGerman(await priya.get(path), [
      ...seen,
      "Eingeklappt wegen: Zeile, wer wann schrieb; unterhalb von: gmail_quote",
      "zu 50 % sicher.",
      "Warum steht das hier?",
    ]);
    await priya.post(`/messages/${messageId}/reply-cases`, { verdict: "cut_too_much" });
    expectGerman(await priya.get(`/messages/${messageId}`), [
      "Sie haben uns gesagt, dass wir zu viel weggelassen haben. Vielen Dank.",
    ]);
    expectGerman(await priya.get("/reply-cases"), ["Zu viel weggelassen: eine E-Mail von Lee Okafor"]);
    expectGerman(await priya.get("/reply-cases/1"), ["Was hätte stehen bleiben sollen", "zu 50 % sicher."]);
    expectGerman(await priya.get(`/messages/${messageId}/redact`), ["Worte endgültig entfernen"]);
    const sure = await priya.post(`/messages/${messageId}/redact`, { words: "Die blaue" });
    expectGerman(sure, ["Das lässt sich nicht rückgängig machen.", "Diese Worte endgültig entfernen"]);
  });

  it("is a link that has expired or is none of ours, to a stranger whose browser asks for German", async () => {
    const { app, taskId } = await germans();
    const link = await app.linkFor(taskId, app.world.people.ann, 1);
    app.time.now = new Date(app.time.now.getTime() + 3 * 86_400_000);
    const language = { "accept-language": "de-AT,de;q=0.9" };
    expectGerman(await app.browser().get(link, language), [
      "Dieser Link ist abgelaufen",
      "Antworten Sie auf die E-Mail. Das geht weiterhin",
    ]);
    expectGerman(await app.browser().get("/t/none", language), ["Dieser Link funktioniert nicht"]);
  });
});

/** The hidden fields of the form that approves, as a browser sends them. */
function seenIn(page: Page): Record<string, string> {
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`, "u").exec(page.text)![1]!;
  const action = /action="(\/tasks\/\d+\/approve)"/u.exec(page.text)![1]!;
  return {
    key: formKey(page, action),
    "seen-next": field("seen-next"),
    "seen-hand-over": field("seen-hand-over"),
  };
}
