import { refuse } from "../domain/errors.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The fields of an object of the carrier's. An answer of another form is as good as none: CARRIER_UNAVAILABLE. */
export function fieldsOf(value: unknown): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw odd("an object is missing");
}

/** No list is longer than what can be looked at in passing. */
const mostEntries = 1_000;

export function listOf(fields: Fields, name: string): readonly Fields[] {
  const value = fields[name];
  if (Array.isArray(value) && value.length <= mostEntries) return value.map(fieldsOf);
  throw odd(`${name} is no list, or too long`);
}

/** At most so many characters of it, in a form that can be kept: NUL and halves of characters cannot. */
export function textOf(fields: Fields, name: string, longest = 200): string {
  const value = fields[name];
  if (typeof value === "string") return value.replaceAll("\0", "").slice(0, longest).toWellFormed();
  throw odd(`${name} is no text`);
}

export function timeOf(fields: Fields, name: string): Date {
  const time = new Date(textOf(fields, name));
  if (!Number.isNaN(time.getTime())) return time;
  throw odd(`${name} is no time`);
}

export function integerOf(fields: Fields, name: string): number {
  const value = fields[name];
  if (Number.isSafeInteger(value)) return value as number;
  throw odd(`${name} is no integer`);
}

export function odd(text: string) {
  return refuse("CARRIER_UNAVAILABLE", { cause: new Error(`the carrier's answer makes no sense: ${text}`) });
}
