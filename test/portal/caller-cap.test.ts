// A cap for each caller: by address, for an hour from the first time, in little memory.
import { expect, it } from "vitest";
import { callerCap } from "../../src/portal/caller-cap.ts";

const hourMs = 3_600_000;
const at = (ms: number) => new Date(Date.UTC(2026, 2, 2) + ms);

it("lets each caller so many times within the window, then says how long to wait", () => {
  const cap = callerCap({ countMax: 2, windowMs: hourMs });
  expect([cap.take("192.0.2.1", at(0)), cap.take("192.0.2.1", at(10))]).toEqual([0, 0]);
  expect(cap.take("192.0.2.1", at(20))).toBe(hourMs - 20);
  expect(cap.take("192.0.2.2", at(20))).toBe(0);
  expect(cap.take("192.0.2.1", at(hourMs - 1))).toBe(1);
  // What was refused was not counted: the new window is whole.
  expect([cap.take("192.0.2.1", at(hourMs)), cap.take("192.0.2.1", at(hourMs))]).toEqual([0, 0]);
  expect(cap.take("192.0.2.1", at(hourMs))).toBe(hourMs);
});

it.each([
  ["192.0.2.1", "::ffff:192.0.2.1", true],
  ["192.0.2.1", "192.0.2.10", false],
  ["2001:db8:1:2::1", "2001:db8:1:2:ffff:eeee:dddd:cccc", true],
  ["2001:db8:1:2::1", "2001:0DB8:0001:0002::", true],
  ["2001:db8:1:2::1", "2001:db8:1:3::1", false],
  ["2001:db8::1", "2001:db8:0:0:5::", true],
  ["2001:db8::1:2:3:4:5", "2001:db8:0:1::", true],
  ["::1", "::2", true],
  ["fe80::1%eth0", "fe80::2%eth1", true],
  ["", "192.0.2.1", false],
])("takes %s and %s for the same caller: %s", (one, other, isSame) => {
  const cap = callerCap({ countMax: 1, windowMs: hourMs });
  expect(cap.take(one, at(0))).toBe(0);
  expect(cap.take(other, at(0)) > 0).toBe(isSame);
});

it("forgets the caller it has counted longest when there are too many", () => {
  const cap = callerCap({ countMax: 1, windowMs: hourMs, callersMax: 3 });
  for (const caller of ["a", "b", "c", "d"]) expect(cap.take(caller, at(0))).toBe(0);
  expect(cap.take("d", at(1))).toBeGreaterThan(0);
  expect(cap.take("b", at(1))).toBeGreaterThan(0);
  expect(cap.take("a", at(1))).toBe(0);
});
