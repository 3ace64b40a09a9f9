// Reads what a call says: its JSON, its query, and the key by which it is done once.
import { createHash } from "node:crypto";
import express, { type Request } from "express";
import { ApiRefusal, nothingHere } from "./api-problem.ts";
import { bodyBytesMax, pageSizeMax, pageSizeUsual } from "./api.ts";
import type { Caller } from "./caller.ts";

const readJson = express.json({ limit: bodyBytesMax, type: "application/json" });

/** The object that a call brings. Throws `unsupported`, `too_large`, or `invalid` for what is no JSON object. */
export async function readObject(request: Request): Promise<Record<string, unknown>> {
  if (request.is("application/json") !== "application/json") {
    throw new ApiRefusal("unsupported", "Send JSON: Content-Type: application/json.");
  }
  await new Promise<void>((resolve, reject) => {
    readJson(request, request.res!, (fault?: unknown) => {
      if (fault === undefined) resolve();
      else reject(asRefusal(fault));
    });
  });
  const body: unknown = request.body;
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw noObject();
  return body as Record<string, unknown>;
}

function asRefusal(fault: unknown): unknown {
  if (!(fault instanceof Error) || !("status" in fault)) return fault;
  if (fault.status === 413) {
    return new ApiRefusal("too_large", `A call can have ${bodyBytesMax} bytes at most.`);
  }
  return fault.status === 415
    ? new ApiRefusal("unsupported", "Send the JSON as UTF-8, packed by nothing but gzip or deflate.")
    : noObject();
}

function noObject(): ApiRefusal {
  return new ApiRefusal("invalid", "The body must be one JSON object.");
}

/** A field of words. Throws `invalid` when it is missing or something else. */
export function requireText(body: Record<string, unknown>, name: string): string {
  const value = body[name];
  if (typeof value !== "string") throw new ApiRefusal("invalid", `“${name}” must be a string.`);
  return value.replaceAll("\r\n", "\n").replaceAll("\0", "");
}

/** The largest id that both engines keep in an `integer` column. */
export const idMax = 2_147_483_647;

/** An id in a path or a query. Throws `not_found` for anything that cannot be one. */
export function requireId(text: unknown): number {
  const id = typeof text === "string" && /^[1-9][0-9]{0,9}$/u.test(text) ? Number(text) : 0;
  if (id < 1 || id > idMax) throw nothingHere();
  return id;
}

/** One value of the query; undefined when it is not there. Throws `invalid` when it is there several times. */
export function queryOf(request: Request, name: string): string | undefined {
  const value = request.query[name];
  if (value === undefined || typeof value === "string") return value;
  throw new ApiRefusal("invalid", `“${name}” can be asked for once.`);
}

/** Rows that a call wants on one page. Throws `invalid`. */
export function pageSizeOf(request: Request): number {
  const typed = queryOf(request, "limit");
  if (typed === undefined) return pageSizeUsual;
  const size = /^[1-9][0-9]{0,2}$/u.test(typed) ? Number(typed) : 0;
  if (size < 1 || size > pageSizeMax) {
    throw new ApiRefusal("invalid", `“limit” must be a whole number from 1 to ${pageSizeMax}.`);
  }
  return size;
}

/**
 * The key under which a call's work is kept, so that the same call again does nothing anew; undefined for a call without one.
 * Another token's keys are other keys. Throws `invalid`.
 */
export function submissionKeyOf(caller: Caller, request: Request): string | undefined {
  const key = request.get("idempotency-key");
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/u.test(key)) {
    throw new ApiRefusal("invalid", "An Idempotency-Key has 1 to 255 characters of ASCII and no spaces.");
  }
  return createHash("sha256").update(`api ${caller.id} ${key}`).digest("hex");
}

/** Thrown for a key that was used for something else. */
export function keyReused(): ApiRefusal {
  return new ApiRefusal("idempotency_key_reused", "This Idempotency-Key was used for another call.");
}
