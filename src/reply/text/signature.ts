// Finds where a signature starts in a stretch of the author's own lines: "-- ", device lines ("Sent from my iPhone"), and what
// html marks as one. Closing words ("Thanks, Ann") stay with the message: nobody can tell them from it.
import { type Line, isBlank } from "../line.ts";

/** A signature that is longer than this is not believed. */
const signatureLinesMax = 20;
const signatureCharactersMax = 1500;

/** The index of the first signature line in lines[from, to), or `to`. Lines in closed code fences are never a signature. */
export function signatureStart(
  lines: readonly Line[],
  from: number,
  to: number,
  fenced: ReadonlySet<number>,
): number {
  let end = to;
  for (let guard = 0; guard < signatureLinesMax; guard++) {
    const trimmed = endOfWords(lines, from, end);
    const last = lines[trimmed - 1];
    if (trimmed > from && last && !fenced.has(trimmed - 1) && isDeviceLine(last.text)) {
      end = trimmed - 1;
    } else {
      break;
    }
  }
  end = end === to ? to : endOfWords(lines, from, end);
  return delimiterBefore(lines, from, end, fenced) ?? (end < to ? end : to);
}

/** "Sent from my iPhone", "Get Outlook for iOS", "Von meinem iPhone gesendet": what programs and devices add by themselves. */
function isDeviceLine(text: string): boolean {
  return text.length > 0 && text.length <= 160 && devicePatterns.some((pattern) => pattern.test(text));
}

const device =
  "(?:iphone|ipad|ipod|android|samsung|galaxy|huawei|xiaomi|htc|nokia|blackberry|windows|outlook|yahoo|proton ?mail|mail|mailbox|thunderbird|airmail|spark|gmail|mobile|mobil|phone|smartphone|handy|tablet|pixel|typeapp|nine|aol|gmx|sparrow|nylas|verizon|wiko|appareil|móvil|celular|cellulare|telefon)";
const devicePatterns = [
  new RegExp(
    `^[<(]{0,2}sent (?:wirelessly |securely )?(?:from|via|with|by) (?:my |a |the )?(?:[\\w'’&+.-]{1,20} ){0,3}${device}(?![a-z])[^.?!,]{0,80}[.!)>]{0,2}$`,
    "iu",
  ), // en
  /^sent with \[proton ?mail\]\(https?:\S{1,80}\) secure email\.?$/i, // Markdown: Sent with [Proton Mail](https://proton.me/mail/home) secure email.
  /^sent from my [\p{L}\d-]{1,20}(?: [\p{L}\d-]{1,20}){0,3}[.!]?$/iu, // en  Sent from my TI-85
  /^(?:get|download) (?:\[?outlook|bluemail|spark|yahoo)[^?!\n]{0,140}$/iu, // en  Get Outlook for iOS<https://aka.ms/o0ukef>
  new RegExp(
    `^von (?:meinem|meiner|mein) [^.?!]{1,60} gesendet\\.?$|^gesendet (?:von|mit|aus)(?: \\S{1,20}){0,3} ?${device}[^.?!]{0,80}$|^diese nachricht wurde von (?:meinem|mein) [^?!]{1,80} gesendet\\.?$|^holen sie sich outlook [^?!]{1,80}$`,
    "iu",
  ), // de
  new RegExp(
    `^envoyé (?:sans fil )?(?:depuis|de|à partir|par|avec)(?: \\S{1,20}){0,3} ?${device}[^?!]{0,80}$|^(?:télécharger|obtenez) outlook [^?!]{1,80}$`,
    "iu",
  ), // fr
  new RegExp(
    `^(?:enviado|mandado) (?:desde|con|do|de|a partir)(?: \\S{1,20}){0,3} ?${device}[^?!]{0,80}$|^obtener outlook [^?!]{1,80}$|^obter o? ?outlook [^?!]{1,80}$`,
    "iu",
  ), // es pt
  new RegExp(
    `^inviato (?:da|dal|con)(?: \\S{1,20}){0,3} ?${device}[^?!]{0,80}$|^scarica outlook [^?!]{1,80}$`,
    "iu",
  ), // it
  new RegExp(
    `^(?:verzonden|verstuurd) (?:vanaf|vanuit|met|via)(?: \\S{1,20}){0,3} ?${device}[^?!]{0,80}$`,
    "iu",
  ), // nl
  new RegExp(
    `^(?:sendt|skickat|skickades|lähetetty) (?:fra|från|med|iphonesta|laitteesta)?(?: \\S{1,20}){0,3} ?${device}[^?!]{0,80}$`,
    "iu",
  ), // da nb sv fi
  new RegExp(
    `^wysłan[eoy] (?:z|za pomocą)(?: \\S{1,20}){0,3} ?${device}[^?!]{0,80}$|^(?:отправлено|надіслано) (?:с|из|з) [^?!]{1,60}$`,
    "iu",
  ), // pl ru uk
  /^(?:從我的|从我的|发自我的|發自我的) ?.{1,30}$|^.{0,10}iPhoneから送信$|^나의 .{1,20}에서 보냄$/u, // zh ja ko
];

/** The first delimiter below which only signature-like lines stand. "-- " is the standard one (RFC 3676 section 4.3). */
function delimiterBefore(
  lines: readonly Line[],
  from: number,
  to: number,
  fenced: ReadonlySet<number>,
): number | undefined {
  let start: number | undefined;
  let below = 0;
  let characters = 0;
  let sentences = 0;
  for (let i = to - 1; i >= from && below <= signatureLinesMax && characters <= signatureCharactersMax; i--) {
    const line = lines[i];
    if (!line || fenced.has(i)) {
      break;
    }
    if (line.text === "") {
      continue;
    }
    // "-- " opens a comment of SQL or Lua too, which goes on in the next line.
    const standard = line.text === "--" && !lines[i + 1]?.text.startsWith("--");
    if (standard || (below > 0 && below <= 8 && sentences === 0 && weakDelimiter(lines, i))) {
      start = i;
    }
    below++;
    characters += line.text.length;
    sentences += line.text.length > 90 || /[\p{Ll}\d][.?!]$/u.test(line.text) ? 1 : 0;
  }
  return start;
}

/** "---", "____", "—" right above words: a signature in many programs, and also a rule somebody typed. */
function weakDelimiter(lines: readonly Line[], at: number): boolean {
  const text = lines[at]?.text ?? "";
  const rule = lines[at]?.rule ?? false;
  return (
    !rule && !isBlank(lines[at + 1]) && (/^(?:---|—|–)$/.test(text) || /^(?:_{5,}|—{3,}|–{3,})$/.test(text))
  );
}

function endOfWords(lines: readonly Line[], from: number, to: number): number {
  let end = to;
  while (end > from && isBlank(lines[end - 1])) {
    end--;
  }
  return end;
}
