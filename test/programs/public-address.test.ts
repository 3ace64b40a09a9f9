// Which addresses are everybody's: by the IANA registries of special-purpose addresses.
import { expect, it } from "vitest";
import { isPublicAddress } from "../../src/programs/public-address.ts";

it.each([
  "0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1",
  "192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255",
  ":: ::1 ::ffff:10.0.0.1 ::ffff:127.0.0.1 ::ffff:169.254.169.254 64:ff9b::a00:1 64:ff9b:1::a00:1 100::1 2001::1",
  "::7f00:1 ::a00:1 1000::1 4000::1",
  "2001:db8::1 2002:a00:1:: fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1",
  "localhost 1 0x7f000001 10.1 example",
])("%s are not", (list) => {
  for (const address of list.split(" "))
    expect([address, isPublicAddress(address)]).toEqual([address, false]);
});

it.each(["93.184.216.34", "8.8.8.8", "172.32.0.1", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8"])(
  "%s is",
  (address) => expect(isPublicAddress(address)).toBe(true),
);
