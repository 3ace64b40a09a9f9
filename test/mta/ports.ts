// Free ports of this machine for the servers of the tests, and waiting until somebody listens on one.
import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface Ports {
  smtpPort: number;
  outsidePort: number;
  dnsPort: number;
  dkimPort: number;
  lmtpPort: number;
  /** Where mail comes in to be passed on with its envelope's sender rewritten. */
  srsPort: number;
  /** Where postsrsd is asked for such a sender, and for whose it was. */
  srsForwardPort: number;
  srsReversePort: number;
}

const startMsMax = 20_000;

/** Some that were free a moment ago. */
export async function freePorts(): Promise<Ports> {
  const probes = Array.from({ length: 8 }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(probes.map((probe) => once(probe, "listening")));
  const [smtpPort = 0, outsidePort = 0, dnsPort = 0, dkimPort = 0, lmtpPort = 0, ...srs] = probes.map(
    (probe) => (probe.address() as AddressInfo).port,
  );
  const [srsPort = 0, srsForwardPort = 0, srsReversePort = 0] = srs;
  for (const probe of probes) probe.close();
  return { smtpPort, outsidePort, dnsPort, dkimPort, lmtpPort, srsPort, srsForwardPort, srsReversePort };
}

export async function untilListening(port: number): Promise<void> {
  for (const end = Date.now() + startMsMax; Date.now() < end; await sleep(50)) {
    const socket = connect(port, "127.0.0.1");
    const isThere = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isThere) return;
  }
  throw new Error(`Nobody listens on port ${port} after ${startMsMax} ms.`);
}
