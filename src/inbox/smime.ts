// Opens an S/MIME file (RFC 8551, CMS of RFC 5652) as far as that goes without a key: what was only signed is taken out.
// Nothing is verified. Pure: reads the bytes it is given, writes nothing.
import * as asn1js from "asn1js";

/** `content` owns its ArrayBuffer. A file that holds certificates only is `other`. */
export type Smime =
  | { kind: "signed"; content: Uint8Array<ArrayBuffer> }
  | { kind: "encrypted" }
  | { kind: "other" };

/** Values within a CMS file: openssl cuts 30 MB into 30,000 strings, and each value costs the reader a kilobyte. */
export const smimeLimits = { valuesMax: 100_000, depthMax: 40 };

const signedData = "1.2.840.113549.1.7.2";
/** enveloped-data, encrypted-data, and authenticated-enveloped-data (RFC 5083). */
const encryptedTypes = new Set([
  "1.2.840.113549.1.7.3",
  "1.2.840.113549.1.7.6",
  "1.2.840.113549.1.9.16.1.23",
]);

/** Never throws; what is no CMS, is damaged or exceeds the limits is `other`. */
export function readSmime(bytes: Uint8Array): Smime {
  const ber = fromBase64(bytes);
  const start = encryptedKindOf(ber);
  if (start) return { kind: "encrypted" };
  if (!isWithinLimits(ber)) return { kind: "other" };
  try {
    const { valuesMax, depthMax } = smimeLimits;
    // Its own limits are lower: ten thousand values and 16 MB.
    const maxContentLength = ber.length;
    const limits = { maxNodes: valuesMax, maxDepth: depthMax + 1, maxContentLength, parseEmbedded: false };
    const { result, offset } = asn1js.fromBER(new Uint8Array(ber).buffer, limits);
    return offset === -1 ? { kind: "other" } : readContentInfo(result);
  } catch {
    // Whatever a damaged file makes the reader throw: it is kept as a file.
    return { kind: "other" };
  }
}

/** ContentInfo ::= SEQUENCE { contentType OID, content [0] } */
function readContentInfo(info: unknown): Smime {
  const [type, content] = childrenOf(info);
  if (!(type instanceof asn1js.ObjectIdentifier)) return { kind: "other" };
  const oid = type.valueBlock.toString();
  if (encryptedTypes.has(oid)) return { kind: "encrypted" };
  if (oid !== signedData) return { kind: "other" };
  // SignedData ::= SEQUENCE { version, digestAlgorithms SET, encapContentInfo SEQUENCE { OID, [0] OCTET STRING }, … }
  const [, , encapsulated] = childrenOf(childrenOf(content)[0]);
  const octets = childrenOf(childrenOf(encapsulated)[1])[0];
  if (!(octets instanceof asn1js.OctetString)) return { kind: "other" };
  return { kind: "signed", content: new Uint8Array(octets.getValue()) };
}

function childrenOf(value: unknown): unknown[] {
  return value instanceof asn1js.Constructed ? value.valueBlock.value : [];
}

/** Some gateways leave the base64 on, with or without PEM lines. */
function fromBase64(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0x30) return bytes;
  const text = Buffer.from(bytes).toString("latin1").trim();
  if (!/^(?:-----BEGIN (?:PKCS7|CMS)-----|M[A-Za-z0-9+/]{10})/u.test(text)) return bytes;
  return Buffer.from(text.replaceAll(/^-----.*-----$/gmu, ""), "base64");
}

/** An encrypted mail may be cut off or larger than is read: its first bytes say that it is encrypted. */
function encryptedKindOf(ber: Uint8Array): boolean {
  const start = Buffer.from(ber.subarray(0, 32));
  return encryptedMarks.some((mark) => {
    const at = start.indexOf(mark);
    return at > 0 && at <= 12;
  });
}

const encryptedMarks = [
  Buffer.from("06092a864886f70d010703", "hex"),
  Buffer.from("06092a864886f70d010706", "hex"),
  Buffer.from("060b2a864886f70d0109100117", "hex"),
];

/** Counts the values (X.690 section 8.1) before the library reads them all, in one pass and without recursion. */
function isWithinLimits(ber: Uint8Array): boolean {
  const ends: number[] = [];
  let values = 0;
  for (let at = 0; at < ber.length;) {
    while (ends.length > 0 && ends.at(-1)! <= at) ends.pop();
    const tag = ber[at]!;
    if (tag === 0 && ber[at + 1] === 0) {
      if (ends.at(-1) === Infinity) ends.pop();
      at += 2;
      continue;
    }
    values += 1;
    const isTooMuch = values > smimeLimits.valuesMax || ends.length > smimeLimits.depthMax;
    if (isTooMuch || (tag & 0x1f) === 0x1f) return false;
    const first = ber[at + 1];
    if (first === undefined) return false;
    const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
    if (lengthBytes > 4) return false;
    let length = lengthBytes === 0 ? first : 0;
    for (let index = 0; index < lengthBytes; index += 1) length = length * 256 + (ber[at + 2 + index] ?? 0);
    at += 2 + lengthBytes;
    if ((tag & 0x20) === 0) {
      if (first === 0x80) return false;
      at += length;
    } else {
      ends.push(first === 0x80 ? Infinity : at + length);
    }
  }
  return true;
}
