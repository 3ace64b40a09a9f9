// The situations of many choices, one after another on the same email of one running sandbox: what came before changes nothing.
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { wordsOf } from "../../src/domain/message.ts";
import { getBlob } from "../../src/store/blobs.ts";
import { listAttachmentsOfEmail } from "../../src/store/messages.ts";
import { passADay } from "../flow/running-installation.ts";
import { addressOf } from "../support/world.ts";
import {
  becameOf,
  mailOf,
  openSharedSandbox,
  sentCount,
  type RunningSandbox,
  tryOut,
} from "./running-sandbox.ts";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await openSharedSandbox();
}, 60_000);
afterAll(() => sandbox.started.stop());

describe("forwarding to the agency's address", () => {
  it.each([
    ["gmail-web", "Fwd: ", "---------- Forwarded message ---------"],
    ["outlook-desktop", "FW: ", "From: Priya Nair"],
    ["outlook-web", "FW: ", "From: Priya Nair"],
    ["apple-mail", "Fwd: ", "Begin forwarded message:"],
    ["apple-ios", "Fwd: ", "Begin forwarded message:"],
    ["thunderbird", "Fwd: ", "-------- Forwarded Message --------"],
    ["plain-bottom", "Fwd: ", "---------- Forwarded message ---------"],
  ])(
    "by %s is a message on the same task, with its files and what was forwarded folded",
    async (program, prefix, block) => {
      const words = "This one is for you.\n\nTwo lines.";
      passADay(sandbox.started);
      const { location } = await tryOut(sandbox, "forward", { program, words });
      const { row, message } = await becameOf(sandbox, location);
      expect(row).toMatchObject({ status: "handled", reason: "posted", taskId: sandbox.taskId });
      expect(message?.kept).toBe(words);
      expect(wordsOf(message?.blocks ?? [], ["quoted"])).toContain("the form is mended");
      const mail = await mailOf(sandbox, row.rawSha256);
      expect(mail.subject).toBe(`${prefix}Route new patient enquiries [#${sandbox.taskId}]`);
      expect(mail.text).toContain(block);
      expect(mail.to).toMatchObject({ value: [{ address: sandbox.started.installation.mailFrom }] });
      const files = await listAttachmentsOfEmail(sandbox.started.store.read, row.id);
      expect(files.map(({ filename, sizeBytes }) => [filename, sizeBytes])).toEqual([["Größe.csv", 8]]);
    },
  );
});

test.each(["en", "de", "fr", "es", "pt", "it", "nl"])(
  "an out-of-office answer in %s is a quiet note, and nobody is told",
  async (choice) => {
    const before = await sentCount(sandbox, addressOf("priya"));
    const { row, message } = await becameOf(
      sandbox,
      (await tryOut(sandbox, "out-of-office", { choice })).location,
    );
    expect(row).toMatchObject({ status: "handled", reason: "quiet_note", class: "auto_reply" });
    expect(message).toMatchObject({ isQuiet: 1, taskId: sandbox.taskId });
    expect(await sentCount(sandbox, addressOf("priya"))).toBe(before);
  },
);

test.each(["ACCEPTED", "TENTATIVE", "DECLINED"])(
  "a calendar's answer (%s) is a quiet note",
  async (choice) => {
    const { row, message } = await becameOf(
      sandbox,
      (await tryOut(sandbox, "calendar-answer", { choice })).location,
    );
    expect(row).toMatchObject({ status: "handled", reason: "quiet_note", class: "calendar_reply" });
    expect(message?.isQuiet).toBe(1);
    const raw = (await getBlob(sandbox.started.store.read, row.rawSha256)).toString("latin1");
    expect(raw).toMatch(/^Content-Type: text\/calendar; charset=utf-8; method=REPLY/mu);
  },
);
