// Damage to bytes whatever they mean: flipped, put in, taken out, cut off, doubled, and spliced with other bytes. Pure.
import type { Dice } from "./dice.ts";

export type ByteMutation = (dice: Dice, bytes: Buffer, other: Buffer) => Buffer;

const runMax = 4_000;
/** Bytes that parsers look at. */
const telling = Buffer.from("\0\r\n\t :;\"'<>()[]{}=?-_.@,\\/&%+~^`|*#\u0080\u00ff\u001b\u007f", "latin1");

export const byteMutations: Record<string, ByteMutation> = {
  "flips bytes": (dice, bytes) => {
    const changed = Buffer.from(bytes);
    for (let count = dice.length(60); count > 0; count--) {
      const at = dice.below(changed.length);
      if (at < changed.length) changed[at] = changed[at]! ^ (1 << dice.below(8));
    }
    return changed;
  },
  "overwrites with telling bytes": (dice, bytes) => {
    const changed = Buffer.from(bytes);
    for (let count = dice.length(60); count > 0 && changed.length > 0; count--)
      changed[dice.below(changed.length)] = telling[dice.below(telling.length)]!;
    return changed;
  },
  "puts bytes in": (dice, bytes) => {
    const at = dice.below(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), dice.bytes(dice.length(runMax)), bytes.subarray(at)]);
  },
  "puts one byte in many times": (dice, bytes) => {
    const at = dice.below(bytes.length + 1);
    const run = Buffer.alloc(dice.length(200_000), telling[dice.below(telling.length)]);
    return Buffer.concat([bytes.subarray(0, at), run, bytes.subarray(at)]);
  },
  "takes bytes out": (dice, bytes) => {
    const at = dice.below(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + dice.length(runMax))]);
  },
  "cuts the end off": (dice, bytes) => bytes.subarray(0, dice.below(bytes.length + 1)),
  "cuts the start off": (dice, bytes) => bytes.subarray(dice.below(bytes.length + 1)),
  "doubles a stretch": (dice, bytes) => {
    const at = dice.below(bytes.length);
    const stretch = bytes.subarray(at, at + dice.length(runMax));
    const times = 1 + dice.length(60);
    return Buffer.concat([
      bytes.subarray(0, at),
      ...Array.from({ length: times }, () => stretch),
      bytes.subarray(at),
    ]);
  },
  "splices with another": (dice, bytes, other) =>
    Buffer.concat([
      bytes.subarray(0, dice.below(bytes.length + 1)),
      other.subarray(dice.below(other.length + 1)),
    ]),
  "puts a piece of another in": (dice, bytes, other) => {
    const at = dice.below(bytes.length + 1);
    const from = dice.below(other.length + 1);
    const piece = other.subarray(from, from + dice.length(20_000));
    return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
  },
  "changes its line ends": (dice, bytes) => {
    const end = dice.pick(["\n", "\r", "\r\r\n", "\n\r", "\r\n\0", "\u0085"]);
    return Buffer.from(bytes.toString("latin1").replaceAll("\r\n", end), "latin1");
  },
  "changes some line ends": (dice, bytes) =>
    Buffer.from(
      bytes
        .toString("latin1")
        .replaceAll("\n", (end) => (dice.chance(0.1) ? dice.pick(["\r", "", "\n\n", "\r\n \r\n"]) : end)),
      "latin1",
    ),
};
