// Envelopes that an earlier version kept whole lose their codes at start, once, and a mail that is known stays one row.
import { expect, it } from "vitest";
import { sealEnvelopes } from "../../src/inbox/seal-envelopes.ts";
import { recordInboundEmail } from "../../src/store/inbound-emails.ts";
import { bounceAddress } from "../../src/threading/bounce-address.ts";
import { replyAddress } from "../../src/threading/reply-address.ts";
import { sealAddress } from "../../src/threading/sealed-address.ts";
import { keyRing } from "../../src/threading/token.ts";
import { openTestStore } from "../support/store.ts";

const clock = () => new Date("2026-03-02T10:00:00.000Z");
const domain = "reply.northbeam.example";
const keys = keyRing([{ id: 0, secret: new Uint8Array(32).fill(7) }]);
const reply = replyAddress(keys, domain, { participantId: 1, version: 0, isNote: false });
const bounce = bounceAddress(keys, domain, 1);

it("takes the codes out of old rows, again changes nothing, and leaves other addresses alone", async () => {
  const store = await openTestStore();
  const record = (rawSha256: string, envelopeFrom: string, envelopeTo: string) =>
    store.write((rows) =>
      recordInboundEmail(rows, {
        source: "raw",
        rawSha256,
        envelopeFrom,
        envelopeTo,
        providerFields: {},
        receivedAt: "2026-03-02T09:00:00.000Z",
      }),
    );
  const sealed = sealAddress(keys, domain, reply);
  await record("aa", bounce, reply);
  await record("bb", "ann@harbordental.example", `requests@${domain}`);
  // Stored whole by a pipe without the keys, and again by a server that has them.
  await record("cc", "", reply);
  await record("cc", "", sealed);
  const envelopes = () =>
    store.read.all<{ from: string; to: string }>(
      'select envelope_from as "from", envelope_to as "to" from inbound_emails order by id',
    );
  const expected = [
    { from: sealAddress(keys, domain, bounce), to: sealed },
    { from: "ann@harbordental.example", to: `requests@${domain}` },
    { from: "", to: `${sealed} (3)` },
    { from: "", to: sealed },
  ];
  for (let time = 0; time < 2; time += 1) {
    await sealEnvelopes({ store, clock }, keys, domain);
    expect(await envelopes()).toEqual(expected);
  }
  expect(await record("aa", bounce, sealed)).toBeUndefined();
  // Once it is done no start looks through the rows again, until a key or the domain is another.
  await record("dd", "", reply);
  await sealEnvelopes({ store, clock }, keys, domain);
  expect((await envelopes()).at(-1)).toEqual({ from: "", to: reply });
  const more = keyRing([{ id: 1, secret: new Uint8Array(32).fill(8) }, ...keys.all]);
  await sealEnvelopes({ store, clock }, more, domain);
  expect((await envelopes()).at(-1)).toEqual({ from: "", to: sealed });
});
