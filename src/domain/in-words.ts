// Sizes and lists of names as people say them, on pages and in emails alike.

const units = ["bytes", "KB", "MB", "GB"];

/** “480 bytes”, “12 KB”, “3.4 MB”, “25 MB”: with powers of 1024, as mail programs show sizes and as the limits are. */
export function sizeInWords(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  const size = bytes / 1024 ** power;
  return `${power > 1 && size < 10 ? size.toFixed(1) : Math.round(size)} ${units[power]}`;
}

const listFormat = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** “Ann”, “Ann and Lee”, “Ann, Lee and Priya”. */
export function namesInWords(names: readonly string[]): string {
  return listFormat.format(names);
}
