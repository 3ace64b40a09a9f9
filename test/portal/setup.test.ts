// The set-up page: findings with what to do, values to copy, and a probe at the press of a button.
import { describe, expect, it } from "vitest";
import type { FindingGroup } from "../../src/domain/finding.ts";
import { inEnglish } from "../../src/domain/problem.ts";
import { listProbes } from "../../src/store/probes.ts";
import { countRows, openApp } from "./app.ts";

const roundTrip: FindingGroup = {
  title: { en: "Round trip", de: "Hin und zurück" },
  findings: [{ check: "probe", status: "good", found: { en: "It came back.", de: "Sie kam zurück." } }],
};
const groups: FindingGroup[] = [
  {
    title: inEnglish("DNS"),
    findings: [
      {
        check: "dns.mx",
        status: "fault",
        found: {
          en: "reply.agency.example has no MX record.",
          de: "reply.agency.example hat keinen MX-Eintrag.",
        },
        todo: { en: "Add this record.", de: "Legen Sie diesen Eintrag an." },
        values: [{ label: { en: "Value", de: "Wert" }, value: "mx.sendgrid.net" }],
      },
      { check: "dns.spf", status: "good", found: inEnglish("SPF: v=spf1 <script>alert(1)</script> -all") },
      { check: "dns.dmarc", status: "warning", found: inEnglish("No DMARC."), todo: inEnglish("Add one.") },
    ],
  },
];

describe("the set-up page", () => {
  it("shows each finding with its state, what to do, and what to copy; all of it escaped", async () => {
    const app = await openApp({ setup: { groups, roundTrip, isProbeUnderWay: false } });
    const page = await (await app.signedIn(app.world.people.tom)).get("/setup");
    expect(page.text).toContain("One thing is wrong and must be mended.");
    expect(page.text).toMatch(/class="check check-fault">\s*<span class="badge check-badge">Wrong/u);
    expect(page.text).toContain("Add this record.");
    expect(page.text).toContain("It came back.");
    expect(page.text).toContain("<code>mx.sendgrid.net</code>");
    expect(page.text).not.toContain("<script>alert");
    expect(page.text).toContain("/inbound/sendgrid</code>");
    expect(page.text).not.toContain('http-equiv="refresh"');
    expect(page.text).toContain('<a href="/setup" aria-current="page">Set-up</a>');
  });

  it("sums up what there is to do", async () => {
    const summaryWith = async (statuses: ("good" | "warning" | "fault")[]) => {
      const findings = statuses.map((status) => ({ check: "x", status, found: inEnglish("X.") }));
      const app = await openApp({
        setup: { groups: [{ title: inEnglish("X"), findings }], roundTrip, isProbeUnderWay: false },
      });
      const page = await (await app.signedIn(app.world.people.tom)).get("/setup");
      return /class="lead">([^<]+)/u.exec(page.text)![1];
    };
    expect(await summaryWith(["good"])).toBe("Everything that could be checked is right.");
    expect(await summaryWith(["good", "warning", "warning"])).toBe(
      "Nothing is wrong. 2 things are worth a look.",
    );
    expect(await summaryWith(["fault", "warning", "fault"])).toBe("2 things are wrong and must be mended.");
  });

  it("writes nothing, and looks again by itself while a probe is on its way", async () => {
    const app = await openApp({ setup: { groups, roundTrip, isProbeUnderWay: true } });
    const browser = await app.signedIn(app.world.people.tom);
    const before = await countRows(app);
    expect((await browser.get("/setup")).text).toContain('<meta http-equiv="refresh" content="3">');
    expect(await countRows(app)).toEqual(before);
  });

  it("sends a probe for whoever pressed the button, once while it is on its way, and wakes the workers", async () => {
    const app = await openApp();
    const browser = await app.signedIn(app.world.people.tom);
    const nudges = app.state.nudges;
    for (let count = 0; count < 2; count += 1) {
      expect((await browser.post("/setup/probe", {})).location).toBe("/setup");
    }
    expect(app.state.nudges).toBeGreaterThan(nudges);
    expect(await listProbes(app.store.read, 10)).toMatchObject([
      { staffId: app.world.people.tom.id, targetAddress: null },
    ]);
  });

  it("is in the foot of the staff's pages and of nobody else's", async () => {
    const app = await openApp();
    expect((await (await app.signedIn(app.world.people.tom)).get("/")).text).toContain('href="/setup"');
    expect((await (await app.signedIn(app.world.people.ann)).get("/")).text).not.toContain("/setup");
    expect((await app.browser().get("/sign-in")).text).not.toContain("/setup");
  });
});
