// Windows' numbers of code pages by their names in the Encoding Standard. Pure.

/** Undefined for one that is not known. */
export function charsetOfCodepage(codepage: number): string | undefined {
  if (codepage >= 1250 && codepage <= 1258) return `windows-${codepage}`;
  return codepages.get(codepage);
}

const codepages = new Map([
  [874, "windows-874"],
  [932, "shift_jis"],
  [936, "gbk"],
  [949, "euc-kr"],
  [950, "big5"],
  [20866, "koi8-r"],
  [28591, "iso-8859-1"],
  [28592, "iso-8859-2"],
  [28605, "iso-8859-15"],
  [50220, "iso-2022-jp"],
  [51932, "euc-jp"],
  [65001, "utf-8"],
]);
