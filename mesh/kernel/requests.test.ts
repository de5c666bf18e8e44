import { maskedChange, protoName, required, requiredMoney } from "./mod.ts";

const names = (field: string) => expect.objectContaining({ fields: [expect.objectContaining({ field })] });

test("what is required and missing is refused by its name", () => {
  expect(required("product", 0)).toBe(0);
  expect(() => required("product", undefined)).toThrow(names("product"));
});

test("an amount is in a currency that is in use", () => {
  const price = { currencyCode: "EUR", minorUnits: 1n };
  expect(requiredMoney("price", price)).toBe(price);
  expect(() => requiredMoney("price", undefined)).toThrow(names("price"));
  expect(() => requiredMoney("price", { ...price, currencyCode: "DEM" })).toThrow(names("price.currency_code"));
});

test("a change has the fields its mask names, empty ones too, and no other", () => {
  const content = { name: "Mug", categoryIds: [], brand: "" };
  expect(maskedChange(content, ["category_ids", "brand", "price"])).toEqual({ categoryIds: [], brand: "" });
  expect(maskedChange(content, [])).toEqual({});
});

test.each([
  ["changedFields", "changed_fields"],
  ["OrderPlaced", "order_placed"],
  ["name", "name"],
])("%s is %s on the wire", (name, wire) => {
  expect(protoName(name)).toBe(wire);
});
