// What every answer tells browsers that a page of ours may do.
import type { RequestHandler } from "express";
import helmet from "helmet";

/** All from our own address and nothing inline. The one route that shows an email's own html sets a policy of its own. */
export function securityHeaders(baseUrl: string): RequestHandler {
  const isHttps = baseUrl.startsWith("https:");
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
      },
    },
    // Links in emails carry a secret: no other site may learn it. Under `no-referrer` browsers would send forms of our own
    // pages with `Origin: null`, which cannot be told from a foreign one.
    referrerPolicy: { policy: "same-origin" },
    strictTransportSecurity: isHttps,
    xFrameOptions: { action: "deny" },
    crossOriginOpenerPolicy: isHttps,
    originAgentCluster: isHttps,
  });
}
