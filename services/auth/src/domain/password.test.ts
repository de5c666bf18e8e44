import { commonPasswords } from "../crypto/common-passwords.ts";
import { isCommonPassword } from "./password.ts";

test.each([
  "1qaz2wsx3edc",
  "1QAZ2wsx3EDC",
  "password1234",
  "Password!2026",
  "123-dragon-456",
  "passwordpassword",
  "aaaaaaaaaaaa",
  "abcabcabcabcabc",
  "121212121212",
  "superman.superman.",
])("a password on the list, or made of it in the usual ways, is common: %s", (password) => {
  expect(isCommonPassword(password, commonPasswords)).toBe(true);
});

test.each([
  "a mug of stoneware",
  "correct horse battery staple",
  "7391-0284-6617-5520",
  "Übergrößenträger",
  "пароль не такой",
  "🦊🦉🦡🐿️🦔🐇🦌🐗🦝🐺",
])("any other is not, whatever it is made of: %s", (password) => {
  expect(isCommonPassword(password, commonPasswords)).toBe(false);
});

test("the longest password is judged at once", () => {
  const start = performance.now();
  isCommonPassword(`${"ab1".repeat(85)}x`, commonPasswords);
  expect(performance.now() - start).toBeLessThan(50);
});
