import { aCustomer, after, ids, noon } from "../../test/builders.ts";
import { isLanguage } from "./language.ts";
import { emptyProfile, keepAccount, keepCustomer, updateProfile } from "./profile.ts";

const userId = ids.next("usr");
const empty = emptyProfile(userId);
const account = { userId, displayName: "Ada", email: "ada@example.org", emailVerified: false };

test("a change makes a version and tells the fields that differ", () => {
  const { next, events } = updateProfile(empty, { displayName: "Ada", languageCode: "" }, "0", noon);
  expect(next).toEqual({ ...empty, displayName: "Ada", version: 1, createTime: noon, updateTime: noon });
  expect(events).toEqual([{ type: "UserUpdated", key: userId, version: 1, changedFields: ["displayName"] }]);
  const again = updateProfile(next, { displayName: "Ada" }, "1", after(1));
  expect(again).toEqual({ next, events: [] });
  expect(updateProfile(next, { marketingAccepted: true }, "", after(1)).next).toMatchObject({
    version: 2,
    createTime: noon,
    updateTime: after(1),
  });
});

test.each([
  ["ETAG_MISMATCH", {}, "3", []],
  ["LANGUAGE_UNKNOWN", { languageCode: "xx" }, "", ["user.language_code"]],
  ["CURRENCY_UNKNOWN", { currencyCode: "DEM" }, "", ["user.currency_code"]],
])("a change is refused with %s", (reason, change, etag, fields) => {
  const refusal = { reason, fields: fields.map((field) => expect.objectContaining({ field })) };
  expect(() => updateProfile(empty, change, etag, noon)).toThrow(expect.objectContaining(refusal));
});

test("languages, scripts and regions that ICU knows are languages, others are not", () => {
  expect(["de", "pt-BR", "zh-Hant-TW", "es-419", "gsw"].filter((tag) => !isLanguage(tag))).toEqual([]);
  expect(["xx", "xx-DE", "und", "de-AA", "qqq"].filter(isLanguage)).toEqual([]);
});

test("the account's name is taken only where the person has none, its e-mail always", () => {
  const kept = keepAccount(empty, account, noon).next;
  expect(kept).toMatchObject(account);
  const named = updateProfile(kept, { displayName: "Countess" }, "", noon).next;
  const { next, events } = keepAccount(named, { ...account, emailVerified: true }, noon);
  expect(next).toMatchObject({ displayName: "Countess", emailVerified: true, version: 3 });
  expect(events).toMatchObject([{ changedFields: ["emailVerified"] }]);
  expect(keepAccount(next, { ...account, emailVerified: true }, noon).events).toEqual([]);
});

test("what another system knows of its customer is kept, and what it does not know stays", () => {
  const customer = aCustomer();
  const { next: kept, events } = keepCustomer(empty, customer, noon);
  expect(kept).toMatchObject({ ...customer, userId, version: 1, createTime: noon, email: "" });
  const changedFields = ["displayName", "countryCode", "externalReference"];
  expect(events).toEqual([{ type: "UserUpdated", key: userId, version: 1, changedFields }]);
  expect(keepCustomer(kept, { ...customer, displayName: "", countryCode: "" }, after(1))).toEqual({
    next: kept,
    events: [],
  });
  const moved = keepCustomer(kept, { ...customer, displayName: "", countryCode: "FR" }, after(1));
  expect(moved.next).toEqual({ ...kept, countryCode: "FR", version: 2, updateTime: after(1) });
  expect(moved.events).toMatchObject([{ changedFields: ["countryCode"] }]);
});

test("a customer of another system who gets an account stays that customer", () => {
  const customer = aCustomer({ displayName: "" });
  const { next } = keepAccount(keepCustomer(empty, customer, noon).next, account, after(1));
  expect(next).toMatchObject({ ...account, countryCode: "GB", externalReference: customer.externalReference });
});
