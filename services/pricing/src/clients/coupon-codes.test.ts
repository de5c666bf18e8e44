import { couponCodes } from "./coupon-codes.ts";

test("codes begin with their prefix, and go on with thirteen characters nobody has seen before", () => {
  const codes = couponCodes("SPRING-", 10_000);
  expect(new Set(codes).size).toBe(10_000);
  for (const code of codes) expect(code).toMatch(/^SPRING-[0-9A-HJKMNP-TV-Z]{13}$/);
});
