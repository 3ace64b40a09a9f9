// Refused callers are counted, not piled up.
import { describe, expect, it } from "vitest";
import { listIntakeFaults, recordIntakeFault } from "../../src/store/intake-faults.ts";
import { openTestStore } from "../support/store.ts";

const at = (minute: number) => `2026-03-02T10:${String(minute).padStart(2, "0")}:00.000Z`;

describe("callers that were refused", () => {
  it("are one row a route and reason, counted, with the first and last time", async () => {
    const store = await openTestStore();
    const refuse = (reason: string, minute: number) =>
      store.write((rows) => recordIntakeFault(rows, "/inbound/raw", reason, 1, at(minute)));
    for (const minute of [1, 2, 3]) await refuse("No proof.", minute);
    await refuse("Too large.", 4);
    expect(await listIntakeFaults(store.read, at(0))).toEqual([
      { route: "/inbound/raw", reason: "Too large.", count: 1, firstAt: at(4), lastAt: at(4) },
      { route: "/inbound/raw", reason: "No proof.", count: 3, firstAt: at(1), lastAt: at(3) },
    ]);
    expect(await listIntakeFaults(store.read, at(4))).toHaveLength(1);
  });
});
