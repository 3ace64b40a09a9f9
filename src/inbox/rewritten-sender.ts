// Envelope senders that a forwarder made, with its own domain and the old address inside. Pure.

/**
 * SRS (`SRS0=…`, `SRS1=…`; libsrs2, postsrsd, Microsoft 365 writes `bounces+SRS=…`) and Gmail's `name+caf_=target=domain@…`. SPF
 * then speaks of the forwarder alone. BATV (`prvs=…`) is not among them: a domain writes it into its own addresses.
 */
export function isRewrittenSender(envelopeFrom: string): boolean {
  return /^(?:srs[01][=+-]|[^@]*\+(?:caf_|srs)=)/iu.test(envelopeFrom);
}
