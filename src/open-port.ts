// The port of a process that serves: answers 503 until everything is open, and closes once what is being answered has ended.
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { listen } from "./unavailable.ts";

/** Requests that are being answered may end; what hangs is cut after this long. */
const closeMsMax = 4_000;
/** How often it is looked for connections that have become idle meanwhile. */
const idleEveryMs = 50;

export interface Port {
  /** The one it was given, when it asked for any that is free. */
  number: number;
  /** Hands everything from now on to this. */
  serve: (handler: RequestListener) => void;
  /** Takes no new connection, lets running requests end. */
  close: () => Promise<void>;
}

/** Listens, or throws `Unavailable`. */
export async function openPort(host: string, port: number): Promise<Port> {
  const server = createServer();
  server.on("request", answerStarting);
  const { port: number } = await listen(server, host, port);
  return {
    number,
    serve: (handler) => {
      server.off("request", answerStarting);
      server.on("request", handler);
    },
    close: () =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), closeMsMax);
        // A connection that was kept for further requests becomes idle only once the last one is answered.
        const idle = setInterval(() => server.closeIdleConnections(), idleEveryMs);
        server.close(() => {
          clearTimeout(cut);
          clearInterval(idle);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/** Whoever calls before all is open: a migration may take a while, and mail comes again for a 503. */
function answerStarting(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { "retry-after": "5", "content-type": "text/plain" }).end("Inreply is starting.\n");
}
