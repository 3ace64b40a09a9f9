// Every situation that can be tried on an opened email, in the order in which the page offers them.
import type { Situation } from "./situation.ts";
import { bounce } from "./situations/bounce.ts";
import { calendarAnswer } from "./situations/calendar-answer.ts";
import { forward } from "./situations/forward.ts";
import { otherAddress } from "./situations/other-address.ts";
import { outOfOffice } from "./situations/out-of-office.ts";
import { replyAll } from "./situations/reply-all.ts";
import { spoof } from "./situations/spoof.ts";
import { tooLarge } from "./situations/too-large.ts";
import { twice } from "./situations/twice.ts";

export const situations: readonly Situation[] = [
  forward,
  replyAll,
  otherAddress,
  outOfOffice,
  bounce,
  twice,
  spoof,
  calendarAnswer,
  tooLarge,
];

export function findSituation(name: string): Situation | undefined {
  return situations.find((situation) => situation.name === name);
}
