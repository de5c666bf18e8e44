import { addressRangeOf } from "./client.ts";

test.each([
  ["203.0.113.77", "203.0.113.0/24"],
  ["127.0.0.1", "127.0.0.0/24"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"],
  ["2001:db8:1:2::/64", "2001:db8:1::/48"],
  ["2001:db8::7", "2001:db8:0::/48"],
  ["::1", "0:0:0::/48"],
  ["unknown", ""],
  ["", ""],
])("of %s no more is kept than %s", (address, range) => {
  expect(addressRangeOf(address)).toBe(range);
});
