import type { EdgeRequest } from "../edge/http.ts";
import { clientAddress } from "./client-address.ts";

function requestFrom(remoteAddress: string | undefined, forwarded?: string): EdgeRequest {
  const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
  return { socket: { remoteAddress }, headers } as EdgeRequest;
}

test("without proxies, X-Forwarded-For is only a claim", () => {
  expect(clientAddress([])(requestFrom("192.0.2.7", "198.51.100.1"))).toBe("192.0.2.7");
});

test("a stranger behind no proxy gains nothing by X-Forwarded-For", () => {
  expect(clientAddress(["10.0.0.0/8"])(requestFrom("192.0.2.7", "198.51.100.1"))).toBe("192.0.2.7");
});

test.each([
  ["10.0.0.1", "198.51.100.1", "198.51.100.1"],
  ["::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"],
  ["10.0.0.1", "203.0.113.9, 198.51.100.1, 10.2.3.4", "198.51.100.1"],
  ["10.0.0.1", "198.51.100.1:4711", "198.51.100.1"],
  ["10.0.0.1", "[2001:db8:1:2::5]:4711", "2001:db8:1:2::/64"],
  ["10.0.0.1", "10.9.9.9, 10.2.3.4", "10.9.9.9"],
  ["10.0.0.1", "198.51.100.1, unknown", "10.0.0.1"],
  ["10.0.0.1", "198.51.100.1, ", "10.0.0.1"],
  ["10.0.0.1", undefined, "10.0.0.1"],
  ["2001:db8:ffff::1", "198.51.100.1", "198.51.100.1"],
])("of %s forwarding %s, the last that is no proxy counts: %s", (peer, forwarded, expected) => {
  const addressOf = clientAddress(["10.0.0.0/8", "2001:db8:ffff::/48"]);
  expect(addressOf(requestFrom(peer, forwarded))).toBe(expected);
});

test.each([
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0db8:0001:0002::9", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
])("%s counts as the network of one customer: %s", (address, network) => {
  expect(clientAddress([])(requestFrom(address))).toBe(network);
});

test("a connection that is gone has no address", () => {
  expect(clientAddress([])(requestFrom(undefined))).toBe("unknown");
});

test.each(["example.com", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8/8x", ""])(
  "%j is no proxy, and the start says so",
  (proxy) => {
    expect(() => clientAddress([proxy])).toThrow(/GATEWAY_TRUSTED_PROXIES/);
  },
);
