import { openFactorCodes } from "./factor-codes.ts";

const codes = openFactorCodes("shop.example");

/** RFC 6238, appendix B (SHA-1): the secret "12345678901234567890", and the last six of its eight digits. */
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
test.each([
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
])("at %i s the code of RFC 6238 is %s, good one step early and late and no more", (seconds, code) => {
  const step = Math.floor(seconds / 30);
  const at = (steps: number) => codes.stepOf(code, secret, new Date((seconds + steps * 30) * 1_000));
  expect([-1, 0, 1].map(at)).toEqual([step, step, step]);
  expect([-2, 2].map(at)).toEqual([undefined, undefined]);
});

test("what is no six digits is no code of an app", () => {
  const now = new Date(59_000);
  expect(codes.stepOf(" 287 082", secret, now)).toBe(1);
  for (const shown of ["", "28708", "2870822", "abcdef"]) expect(codes.stepOf(shown, secret, now)).toBeUndefined();
});

test("an app is told the secret under the names of the issuer and the user", () => {
  const uri = new URL(codes.uriOf(secret, "ada@example.com"));
  expect([uri.protocol, decodeURIComponent(uri.pathname), uri.searchParams.get("secret")]).toEqual([
    "otpauth:",
    "/shop.example:ada@example.com",
    secret,
  ]);
  expect(codes.newSecret()).toMatch(/^[A-Z2-7]{32}$/);
});

test("recovery codes are read as they were made, however they were copied", () => {
  const [code = ""] = codes.newRecoveryCodes(1);
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  const copied = code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l");
  expect(codes.readRecoveryCode(copied)).toBe(code);
  for (const shown of ["287082", "", `${code}0`]) expect(codes.readRecoveryCode(shown)).toBeUndefined();
});
