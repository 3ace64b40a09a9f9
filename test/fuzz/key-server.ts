// A DNS server on loopback that is asked for the keys of DKIM signatures: it has none for some names, a broken one for others.
import { createSocket } from "node:dgram";
import { AUTHORITATIVE_ANSWER, decode, encode, type Answer } from "dns-packet";

const texts = [
  "v=DKIM1; k=rsa; p=",
  "v=DKIM1; k=rsa; p=QQ==",
  "v=DKIM1; k=ed25519; p=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
  `v=DKIM1; p=${"A".repeat(300)}`,
  "\u0000\u00ff;;;=",
];

/** Answers `ADDRESS:PORT` and how to close it. */
export async function startKeyServer(): Promise<{ address: string; close: () => void }> {
  const socket = createSocket("udp4");
  socket.on("message", (message, from) => {
    const query = decode(message);
    const [question] = query.questions ?? [];
    if (question === undefined) return;
    const text = texts[question.name.length % (texts.length + 2)];
    const data = text?.match(/[^]{1,250}/gu) ?? [];
    const answers: Answer[] = text === undefined ? [] : [{ type: "TXT", name: question.name, ttl: 60, data }];
    const flags = AUTHORITATIVE_ANSWER | (text === undefined ? 3 : 0);
    const answer = encode({ type: "response", id: query.id ?? 0, flags, questions: [question], answers });
    socket.send(answer, from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return { address: `127.0.0.1:${socket.address().port}`, close: () => socket.close() };
}
