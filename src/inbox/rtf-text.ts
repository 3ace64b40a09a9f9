// The words of an RTF document (Rich Text Format 1.9.1) as plain text, also of html that Outlook keeps in RTF
// (MS-OXRTFEX). One pass, no recursion, nothing of it is run or loaded. Pure.
import { charsetOfCodepage } from "./codepages.ts";
import { decodeBytes } from "./text-decoding.ts";

/** Groups that hold no words of the document. */
const silent = new Set(
  (
    "fonttbl colortbl stylesheet info pict object objdata header footer headerl headerr headerf footerl footerr footerf " +
    "footnote fldinst datafield themedata colorschememapping latentstyles listtable listoverridetable rsidtbl xmlnstbl generator " +
    "mmathPr bkmkstart bkmkend nonshppict filetbl revtbl pntext htmltag mhtmltag"
  ).split(" "),
);
const marks = new Map([
  ["par", "\n"],
  ["line", "\n"],
  ["sect", "\n"],
  ["page", "\n"],
  ["row", "\n"],
  ["cell", "\t"],
  ["tab", "\t"],
  ["emdash", "—"],
  ["endash", "–"],
  ["bullet", "•"],
  ["lquote", "‘"],
  ["rquote", "’"],
  ["ldblquote", "“"],
  ["rdblquote", "”"],
  ["emspace", " "],
  ["enspace", " "],
]);
const symbols = new Map([
  ["~", "\u00a0"],
  ["_", "-"],
]);
const depthMax = 1_000;
/** The characters of one control word and its number. */
const controlWord = /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?/uy;

interface Group {
  isSilent: boolean;
  /** Bytes that stand in for a `\u` character, and are skipped behind it. */
  skipped: number;
}

/** Never throws; what is no RTF gives "". */
export function rtfText(bytes: Uint8Array): string {
  const rtf = Buffer.from(bytes).toString("latin1");
  if (!rtf.trimStart().startsWith("{\\rtf")) return "";
  const words = wordWriter();
  for (let at = 0; at < rtf.length;) {
    const character = rtf[at]!;
    if (character === "{") {
      if (!words.open()) break;
    } else if (character === "}") words.close();
    else if (character === "\\") {
      at = readControl(rtf, at, words);
      continue;
    } else if (character > "\r" || character === "\t") words.putByte(rtf.charCodeAt(at));
    at += 1;
  }
  return words.whole();
}

/** Answers where the text goes on behind the control word or symbol at `at`. */
function readControl(rtf: string, at: number, words: WordWriter): number {
  if (rtf[at + 1] === "'") {
    words.putByte(Number.parseInt(rtf.slice(at + 2, at + 4), 16) || 0x3f);
    return at + 4;
  }
  controlWord.lastIndex = at;
  const match = controlWord.exec(rtf);
  if (match === null) {
    words.symbol(rtf[at + 1] ?? "");
    return at + 2;
  }
  const value = match[2] === undefined ? undefined : Number(match[2]);
  words.control(match[1]!, value);
  const binary = match[1] === "bin" ? Math.max(0, value ?? 0) : 0;
  return at + match[0].length + binary;
}

type WordWriter = ReturnType<typeof wordWriter>;

/** Collects words; bytes wait until they can be decoded together. */
function wordWriter() {
  const out: string[] = [];
  const groups: Group[] = [{ isSilent: false, skipped: 1 }];
  let pending: number[] = [];
  let charset = "windows-1252";
  let ignored = 0;
  let isStar = false;
  const group = (): Group => groups.at(-1)!;
  const flush = (): void => {
    if (pending.length > 0) out.push(decodeBytes(Uint8Array.from(pending), charset).text);
    pending = [];
  };
  const put = (text: string): void => {
    if (group().isSilent || text === "") return;
    flush();
    out.push(text);
  };
  const putByte = (byte: number): void => {
    if (ignored > 0) ignored -= 1;
    else if (!group().isSilent) pending.push(byte);
  };
  return {
    put,
    putByte,
    /** False when groups are nested too deep. */
    open: (): boolean => {
      groups.push({ ...group() });
      isStar = false;
      ignored = 0;
      return groups.length <= depthMax;
    },
    close: (): void => {
      flush();
      if (groups.length > 1) groups.pop();
      ignored = 0;
    },
    symbol: (symbol: string): void => {
      if (symbol === "*") isStar = true;
      else if (symbol === "\n" || symbol === "\r") put("\n");
      else if ("{}\\".includes(symbol) && symbol !== "") putByte(symbol.charCodeAt(0));
      else put(symbols.get(symbol) ?? "");
    },
    control: (word: string, value: number | undefined): void => {
      // A destination that we do not know says itself that it may be skipped.
      if (isStar || silent.has(word)) {
        flush();
        group().isSilent = true;
      }
      isStar = false;
      if (word === "uc") group().skipped = Math.min(Math.max(value ?? 1, 0), 10);
      else if (word === "ansicpg") charset = charsetOfCodepage(value ?? 0) ?? charset;
      else if (word === "u" && value !== undefined) {
        put(String.fromCharCode(value & 0xffff));
        ignored = group().skipped;
      } else put(marks.get(word) ?? "");
    },
    whole: (): string => {
      flush();
      return out.join("").toWellFormed().trim();
    },
  };
}
