// People who were copied on a contact's email, offered on the page of its task; each is added, or not, by one press.
import type { Request, Response } from "express";
import {
  addCopiedColleague,
  dismissCopiedColleague,
  type AnsweredOffer,
  type OfferInput,
} from "../actions/answer-offer.ts";
import { listOpenOffers } from "../store/copied-colleagues.ts";
import type { Rows } from "../store/rows.ts";
import { requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
import { pressOnTask, type TaskAccess } from "./task-access.ts";
import { momentWords, type MomentWords } from "./words.ts";

export interface OfferView {
  name: string;
  address: string;
  author: string;
  copied: MomentWords;
  addPath: string;
  dismissPath: string;
}

/** For whoever may see the task: staff, the client's own people, and a participant by their link. */
export async function readOffers(portal: Portal, access: TaskAccess): Promise<OfferView[]> {
  const offers = await listOpenOffers(portal.store.read, access.task.id);
  const reading = readingOf(portal, access);
  return offers.map((offer) => ({
    name: offer.name,
    address: offer.address,
    author: offer.authorName ?? reading.say("task.copied-by-somebody"),
    copied: momentWords(offer.receivedAt, reading),
    addPath: `/tasks/${access.task.id}/copied/${offer.id}/add`,
    dismissPath: `/tasks/${access.task.id}/copied/${offer.id}/dismiss`,
  }));
}

/** POST /tasks/:taskId/copied/:offerId/add */
export function addColleagueToTask(portal: Portal, request: Request, response: Response): Promise<void> {
  return answer(portal, request, response, addCopiedColleague);
}

/** POST /tasks/:taskId/copied/:offerId/dismiss */
export function dismissColleague(portal: Portal, request: Request, response: Response): Promise<void> {
  return answer(portal, request, response, dismissCopiedColleague);
}

async function answer(
  portal: Portal,
  request: Request,
  response: Response,
  act: (rows: Rows, at: string, input: OfferInput) => Promise<AnsweredOffer>,
): Promise<void> {
  const { task } = await pressOnTask(portal, request, (rows, at, access) => {
    const offerId = requireId(request.params["offerId"]);
    return act(rows, at, { taskId: access.task.id, offerId, by: access.reader, own: portal.installation });
  });
  response.redirect(303, `/tasks/${task.id}`);
}
