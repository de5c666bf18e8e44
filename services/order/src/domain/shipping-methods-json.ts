import { isCurrency } from "#mesh/kernel";
import type { ShippingMethod, ShippingPrice } from "./shipping-method.ts";

/**
 * Shipping methods of JSON such as `[{"shipping_method_id": "standard", "name": "Standard", "prices": {"EUR": {"base": 490,
 * "per_started_kilogram": 0}}}]`, amounts in minor units. Throws TypeError that says what is wrong and where.
 */
export function shippingMethodsFromJson(text: string): readonly ShippingMethod[] {
  const methods = listOf(parse(text)).map(methodOf);
  const ids = methods.map(({ shippingMethodId }) => shippingMethodId);
  const repeated = ids.find((id, index) => ids.indexOf(id) < index);
  if (repeated !== undefined) throw new TypeError(`two methods have the id "${repeated}"`);
  return methods;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TypeError("it is not JSON", { cause });
  }
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError("a list of methods is wanted");
  return value;
}

function methodOf(value: unknown, index: number): ShippingMethod {
  const where = `method ${index + 1}`;
  const { shipping_method_id: id, name, prices } = only(value, ["shipping_method_id", "name", "prices"], where);
  if (typeof id !== "string" || !/^[a-z0-9-]{1,50}$/.test(id)) {
    throw new TypeError(`${where}: shipping_method_id must be 1 to 50 lower-case letters, digits and "-"`);
  }
  if (typeof name !== "string" || name === "") throw new TypeError(`${where}: name must not be empty`);
  return { shippingMethodId: id, name, prices: pricesOf(prices, `${where} ("${id}")`) };
}

function pricesOf(value: unknown, where: string): ReadonlyMap<string, ShippingPrice> {
  const prices = Object.entries(recordOf(value, `${where}: prices`));
  if (prices.length === 0) throw new TypeError(`${where}: prices must name a currency`);
  return new Map(
    prices.map(([currencyCode, price]) => {
      if (!isCurrency(currencyCode)) throw new TypeError(`${where}: ${currencyCode} is no active currency of ISO 4217`);
      const here = `${where}: the price in ${currencyCode}`;
      const { base, per_started_kilogram: perKilogram = 0 } = only(price, ["base", "per_started_kilogram"], here);
      return [
        currencyCode,
        {
          base: minorUnits(base, `${here}: base`),
          perStartedKilogram: minorUnits(perKilogram, `${here}: per_started_kilogram`),
        },
      ] as const;
    }),
  );
}

function minorUnits(value: unknown, where: string): bigint {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw new TypeError(`${where} must be a whole number of minor units, not negative`);
  }
  return BigInt(value);
}

function only(value: unknown, known: readonly string[], where: string): Readonly<Record<string, unknown>> {
  const record = recordOf(value, where);
  const unknown = Object.keys(record).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new TypeError(`${where} knows no "${unknown}", only ${known.join(", ")}`);
  return record;
}

function recordOf(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError(`${where} must be an object`);
  }
  return value as Readonly<Record<string, unknown>>;
}
