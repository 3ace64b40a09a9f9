// A DNS server on loopback for a test: answers from a table, and can be told to fail, to keep silent, or to be slow.
import { createSocket } from "node:dgram";
import { AUTHORITATIVE_ANSWER, decode, encode, type Answer } from "dns-packet";
import { onTestFinished } from "vitest";

/** What is at a name: records by type, or what happens instead of an answer. A name that is not there is NXDOMAIN. */
export type Zone = Record<string, NameRecords | "servfail" | "silence">;

export interface NameRecords {
  mx?: [priority: number, host: string][];
  /** Each record in its pieces of at most 255 bytes, or whole. */
  txt?: (string | string[])[];
  cname?: string;
  a?: string[];
}

/** Answers `ADDRESS:PORT`. The zone may be changed while it runs. */
export async function startDns(zone: Zone): Promise<string> {
  const socket = createSocket("udp4");
  socket.on("message", (message, from) => {
    const query = decode(message);
    const [question] = query.questions ?? [];
    if (question === undefined) return;
    const records = zone[question.name.toLowerCase()];
    if (records === "silence") return;
    const rcode = records === "servfail" ? 2 : records === undefined ? 3 : 0;
    const answers = typeof records === "object" ? answersOf(zone, question.name, question.type, records) : [];
    const flags = AUTHORITATIVE_ANSWER | rcode;
    socket.send(
      encode({ type: "response", id: query.id ?? 0, flags, questions: [question], answers }),
      from.port,
      from.address,
    );
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  onTestFinished(() => void socket.close());
  return `127.0.0.1:${socket.address().port}`;
}

/** As a resolver does it: an alias is followed to the records of its target. */
function answersOf(zone: Zone, name: string, type: string, records: NameRecords): Answer[] {
  if (records.cname !== undefined) {
    const alias: Answer = { type: "CNAME", name, ttl: 60, data: records.cname };
    const target = zone[records.cname];
    const isFollowed = type !== "CNAME" && typeof target === "object";
    return [alias, ...(isFollowed ? answersOf(zone, records.cname, type, target) : [])];
  }
  switch (type) {
    case "MX":
      return (records.mx ?? []).map(([preference, exchange]) => ({
        type,
        name,
        ttl: 60,
        data: { preference, exchange },
      }));
    case "TXT":
      return (records.txt ?? []).map((data) => ({ type, name, ttl: 60, data }));
    case "A":
      return (records.a ?? []).map((data) => ({ type, name, ttl: 60, data }));
    default:
      return [];
  }
}
