// German words and sentences of which generated messages are made. `{compound}` is two of `part`, and so mostly a rare word.
import type { Vocabulary } from "./write-text.ts";

export const german: Vocabulary = {
  noun: words(`
    Kontakt Formular Bericht Rechnung Angebot Vertrag Vorlage Kampagne Liste Seite Auswertung Übersicht Termin Kalender
    Freigabe Aufgabe Anfrage Nachricht Postfach Adresse Anhang Ordner Unterschrift Überschrift Schaltfläche Verknüpfung
    Spalte Zeile Tabelle Dublette Berechtigung Rolle Kennwort Anmeldung Konto Weiterleitung Einwilligung Abmeldung Umfrage
    Rückmeldung Bewertung Frist Meilenstein Übergabe Schulung Aufzeichnung Tagesordnung Schätzung Lieferung Spedition
    Zollerklärung Palette Praxis Versicherung Mietvertrag Besichtigung Gutachten Katalog Händler Gutschein Mitgliedschaft
    Messe Stundenplan Spende Förderung Platzhalter Weißbuch Maßnahme Straße Größe Prüfung Änderung Lösung`),
  part: words(`
    Rechnungs Angebots Vertrags Kunden Liefer Termin Kalender Freigabe Kampagnen Umsatz Vertriebs Lager Zoll Praxis Miet
    Schulungs Gutschein Mitglieder Messe Spenden Förder Newsletter Anmelde Berechtigungs Daten Import Export Bericht Quartals
    Jahres Wochen Team Projekt Auftrags Zahlungs Mahn Preis Rabatt Produkt Artikel Filial Regional Sprach Währungs Länder`),
  ending: words(`
    vorlage liste übersicht auswertung adresse nummer seite prüfung änderung freigabe bericht tabelle abgleich verteiler
    schnittstelle erinnerung verwaltung gruppe planung ansicht zuordnung historie bestätigung statistik verknüpfung`),
  verb: words(`
    prüfen ändern ergänzen entfernen verschieben kopieren zusammenführen umbenennen importieren exportieren versenden
    übersetzen testen beenden anlegen stoppen verbinden trennen aktualisieren wiederherstellen archivieren sortieren filtern
    aufteilen zuordnen abgleichen planen bestätigen freigeben bereinigen kürzen hervorheben automatisieren veröffentlichen`),
  adjective: words(`
    neue alte erste letzte nächste wöchentliche monatliche automatische interne externe öffentliche falsche richtige fehlende
    leere doppelte späte dringende wichtige kleine große kurze lange einfache offene gemeinsame überfällige veraltete`),
  place: words(`
    HubSpot Salesforce Outlook Gmail Slack Teams Zapier Shopify Stripe DATEV Personio Calendly Asana Trello Jira Notion SAP`),
  day: words("Montag Dienstag Mittwoch Donnerstag Freitag morgen heute Ostern Weihnachten"),
  greeting: ["Hallo,", "Guten Tag,", "Guten Morgen,", "Hallo zusammen,", "Liebes Team,"],
  closing: ["Viele Grüße", "Danke", "Vielen Dank", "Mit freundlichen Grüßen", "Beste Grüße"],
  title: [
    "{Noun} in {place} {verb}",
    "{Compound} und {compound} passen nicht zusammen",
    "{Compound} für {place}",
    "{Adjective} {compound} bis {day} {verb}",
    "{Compound}: {noun} fehlt",
    "{place} mit {place} verbinden",
  ],
  sentence: [
    "Können Sie bitte die {compound} {verb}?",
    "Die {adjective} {compound} ist noch immer die {adjective}.",
    "Bis {day} möchten wir die {compound} {verb}.",
    "In {place} sind es {number}, und nur bei der Hälfte steht eine {noun}.",
    "Bitte {verb} Sie die {compound} und sagen Sie uns Bescheid.",
    "Bis {day} ging es, seitdem ist die {compound} leer.",
    "Das ist erledigt: Die {compound} liegt jetzt in {place}.",
    "Welche {noun} sollen wir für die {compound} nehmen?",
    "Sonst hat sich an der {noun} nichts geändert.",
    "Sie finden die {adjective} {noun} unter Nummer {number}.",
    "Ich bin nicht sicher, ob die {noun} oder die {compound} falsch ist.",
    "Sobald die {compound} da ist, können wir den Rest {verb}.",
    "Entschuldigung, die {compound} hat länger gedauert als gedacht.",
    "Ja, genau so wollen wir es.",
    "Nein, lassen Sie die {noun} bitte, wie sie ist.",
    "Können wir am {day} über die {compound} sprechen?",
    "Im Anhang ist die {adjective} {noun}.",
    "Die Straße und die Größe stimmen in der {compound} nicht.",
  ],
};

function words(text: string): string[] {
  return text.trim().split(/\s+/u);
}
