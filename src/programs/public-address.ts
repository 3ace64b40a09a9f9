// Keeps what we call by a URL that somebody typed out of our own networks (OWASP, “Server Side Request Forgery Prevention”): the
// address is judged when the connection is made, so that no name can lead elsewhere between looking and calling.
import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** An endpoint whose host leads, or may lead, to a network that is not everybody's. */
export class PrivateAddress extends Error {}

/**
 * Whether an address is one of the public internet: by the IANA registries of special-purpose addresses neither private, nor this
 * machine's or link's, shared, reserved, multicast, nor one that embeds another (NAT64, 6to4, Teredo).
 */
export function isPublicAddress(address: string): boolean {
  // Written with a zone (fe80::1%eth0) it is of a link.
  if (isIP(address) === 0 || address.includes("%")) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === "unicast" && (parsed.kind() === "ipv4" || parsed.match(global, 3));
}

/** All that is given out of IPv6 (RFC 4291 section 2.5.4); the package counts the rest, such as ::7f00:1, as everybody's, too. */
const global = ipaddr.parse("2000::");

export type ResolveHost = (host: string) => Promise<LookupAddress[]>;

const resolveBySystem: ResolveHost = (host) => lookup(host, { all: true, verbatim: true });

/**
 * What a socket asks for the addresses of its host: answers them only when all are public. A host that is an address itself is
 * asked about by nobody, so `requirePublicHost` looks at that.
 */
export function publicLookup(resolveHost: ResolveHost = resolveBySystem): LookupFunction {
  return (host, options, answer) => {
    void resolveHost(host).then(
      (addresses) => {
        const [first] = addresses;
        const isHidden = addresses.some(({ address }) => !isPublicAddress(address));
        if (first === undefined || isHidden) answer(new PrivateAddress("The host is not public."), "", 0);
        else if (options.all === true) answer(null, addresses);
        else answer(null, first.address, first.family);
      },
      (fault: unknown) => answer(fault as NodeJS.ErrnoException, "", 0),
    );
  };
}

/** Throws PrivateAddress for a host that is written as an address and not public. */
export function requirePublicHost({ hostname }: URL): void {
  const address = hostname.replace(/^\[(.*)\]$/u, "$1");
  if (isIP(address) !== 0 && !isPublicAddress(address))
    throw new PrivateAddress("The address is not public.");
}
