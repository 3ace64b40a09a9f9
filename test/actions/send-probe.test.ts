// Asking for a probe: one at a time, not without end, and its return counts once.
import { describe, expect, it } from "vitest";
import { recordProbeReturn } from "../../src/actions/record-probe-return.ts";
import { sendProbe } from "../../src/actions/send-probe.ts";
import { probesPerHourMax } from "../../src/domain/probe.ts";
import { listUnannouncedEvents } from "../../src/store/events.ts";
import { findProbe, listProbes } from "../../src/store/probes.ts";
import { openWorld } from "../support/world.ts";
import { receive } from "./received.ts";

const start = Date.parse("2026-03-02T09:00:00.000Z");
const after = (seconds: number) => new Date(start + seconds * 1000);
const learnt = {
  verdict: "dkim",
  verdictWhy: "Signed.",
  signingKeys: [{ domain: "a.example", selector: "s1" }],
} as const;

describe("a probe", () => {
  it("is asked for by one of the staff, or by nobody on the command line", async () => {
    const { store, world } = await openWorld();
    const { probeId } = await store.write((rows) => sendProbe(rows, after(0), world.people.tom.id));
    expect(await findProbe(store.read, probeId)).toMatchObject({
      staffId: world.people.tom.id,
      outboundEmailId: null,
      returnedAt: null,
    });
    const events = await listUnannouncedEvents(store.read, 100);
    expect(events.at(-1)).toMatchObject({
      type: "probe.requested",
      actor: world.people.tom,
      payload: { probeId },
    });
    const other = await store.write((rows) => sendProbe(rows, after(61)));
    expect(await findProbe(store.read, other.probeId)).toMatchObject({ staffId: null });
  });

  it("on its way is not joined by another, until it has taken too long or is back", async () => {
    const { store } = await openWorld();
    const ask = (seconds: number) => store.write((rows) => sendProbe(rows, after(seconds)));
    const first = await ask(0);
    expect(await ask(59)).toEqual(first);
    const second = await ask(61);
    expect(second).not.toEqual(first);
    const inboundEmailId = await store.write((rows) => receive(rows));
    const returned = {
      ...second,
      inboundEmailId,
      at: after(62).toISOString(),
      learnt: { ...learnt, signingKeys: [...learnt.signingKeys] },
    };
    expect(await store.write((rows) => recordProbeReturn(rows, returned))).toBe("returned");
    expect(await ask(63)).not.toEqual(second);
    expect(await listProbes(store.read, 10)).toHaveLength(3);
  });

  it("is refused when many were asked for within the hour", async () => {
    const { store } = await openWorld();
    for (let count = 0; count < probesPerHourMax; count += 1) {
      await store.write((rows) => sendProbe(rows, after(count * 61)));
    }
    const last = (probesPerHourMax - 1) * 61;
    await expect(store.write((rows) => sendProbe(rows, after(last + 61)))).rejects.toMatchObject({
      code: "limit_reached",
    });
    // The first was an hour ago by then.
    await store.write((rows) => sendProbe(rows, after(3_601)));
  });
});

describe("the return of a probe", () => {
  it("counts once: the same email again changes nothing, another copy is told apart, and no probe is none", async () => {
    const { store } = await openWorld();
    const { probeId } = await store.write((rows) => sendProbe(rows, after(0)));
    const record = (inboundEmailId: number, seconds: number, id = probeId) => {
      const what = { ...learnt, signingKeys: [...learnt.signingKeys] };
      return store.write((rows) =>
        recordProbeReturn(rows, {
          probeId: id,
          inboundEmailId,
          at: after(seconds).toISOString(),
          learnt: what,
        }),
      );
    };
    const [one, other] = [
      await store.write((rows) => receive(rows)),
      await store.write((rows) => receive(rows)),
    ];
    expect(await record(one, 5)).toBe("returned");
    const before = await findProbe(store.read, probeId);
    expect(before).toMatchObject({ returnedAt: after(5).toISOString(), inboundEmailId: one, ...learnt });
    expect(await record(one, 6)).toBe("returned");
    expect(await record(other, 7)).toBe("returned_before");
    expect(await record(other, 8, 999)).toBe("unknown");
    expect(await findProbe(store.read, probeId)).toEqual(before);
    const events = await listUnannouncedEvents(store.read, 100);
    expect(events.filter(({ type }) => type === "probe.returned")).toHaveLength(1);
  });
});
