import { ApiError, invalid } from "./api-error.ts";

export interface Address {
  readonly name: string;
  readonly organization: string;
  readonly line1: string;
  readonly line2: string;
  readonly city: string;
  readonly region_code: string;
  readonly postal_code: string;
  readonly country_code: string;
}

/** What shall be carried. */
export interface Parcel {
  readonly from: Address;
  readonly to: Address;
  /** 0 if unknown. */
  readonly weightGrams: number;
}

/** Countries nothing is carried to. */
const notServed = new Set(["AQ", "KP"]);
const heaviestGrams = 31_500;

/** The parcel that a request describes. Refuses what is not carried. */
export function readParcel(body: Fields): Parcel {
  const { parcel } = body;
  const weightGrams = isFields(parcel) ? parcel.weight_grams : undefined;
  if (typeof weightGrams !== "number" || weightGrams < 0) throw invalid("parcel.weight_grams must be 0 or more.");
  const read = { from: readAddress(body, "from"), to: readAddress(body, "to"), weightGrams };
  if (notServed.has(read.to.country_code)) {
    throw new ApiError(422, "country_not_served", `We do not deliver to ${read.to.country_code}.`);
  }
  if (weightGrams > heaviestGrams) {
    throw new ApiError(
      422,
      "parcel_too_heavy",
      `A parcel weighs at most ${heaviestGrams} g; this one ${weightGrams} g.`,
    );
  }
  return read;
}

function readAddress(body: Fields, name: string): Address {
  const given = body[name];
  if (!isFields(given)) throw invalid(`${name} is missing.`);
  const text = (field: string) => {
    const value = given[field] ?? "";
    if (typeof value !== "string") throw invalid(`${name}.${field} must be text.`);
    return value;
  };
  for (const field of ["name", "line1", "city", "country_code"]) {
    if (text(field) === "") throw invalid(`${name}.${field} is missing.`);
  }
  return {
    ...{ name: text("name"), organization: text("organization"), line1: text("line1"), line2: text("line2") },
    ...{ city: text("city"), region_code: text("region_code"), postal_code: text("postal_code") },
    country_code: text("country_code"),
  };
}

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
