import { invalid } from "./api-error.ts";
import type { Param, Params } from "./form.ts";
import type { Metadata } from "./objects.ts";

/** Stripe refuses parameters it does not know. */
export function refuseUnknown(params: Params, known: readonly string[]): void {
  const unknown = Object.keys(params).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw invalid(`Received unknown parameter: ${unknown}`, { code: "parameter_unknown", param: unknown });
}

/** Text, or undefined where the parameter is absent or empty. */
export function textOf(params: Params, name: string): string | undefined {
  const value = params[name];
  if (value === undefined || value === "") return undefined;
  if (typeof value !== "string") throw invalid(`Invalid string: ${name}`, { param: name });
  return value;
}

export function requiredText(params: Params, name: string): string {
  const value = textOf(params, name);
  if (value !== undefined) return value;
  throw invalid(`Missing required param: ${name}.`, { code: "parameter_missing", param: name });
}

export function integerOf(params: Params, name: string): number | undefined {
  const value = textOf(params, name);
  if (value === undefined) return undefined;
  if (/^-?\d{1,15}$/.test(value)) return Number(value);
  throw invalid(`Invalid integer: ${value}`, { code: "parameter_invalid_integer", param: name });
}

export function flagOf(params: Params, name: string): boolean {
  const value = textOf(params, name) ?? "false";
  if (value === "true" || value === "false") return value === "true";
  throw invalid(`Invalid boolean: ${value}`, { param: name });
}

/** One of the values; the first is the default. */
export function choiceOf<Value extends string>(
  params: Params,
  name: string,
  values: readonly [Value, ...Value[]],
): Value {
  const given = textOf(params, name) ?? values[0];
  const value = values.find((known) => known === given);
  if (value !== undefined) return value;
  throw invalid(`Invalid ${name}: must be one of ${values.join(", ")}`, { param: name });
}

export function listOf(params: Params, name: string): readonly string[] {
  const value: Param = params[name] ?? [];
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  throw invalid("Invalid array", { param: name });
}

export function mapOf(params: Params, name: string): Params {
  const value = params[name] ?? {};
  if (typeof value === "object" && !Array.isArray(value)) return value as Params;
  throw invalid("Invalid object", { param: name });
}

const mostMetadata = 50;

/** At most 50 keys of 40 characters with values of 500: https://docs.stripe.com/api/metadata. */
export function metadataOf(params: Params): Metadata {
  const entries = Object.entries(mapOf(params, "metadata"));
  const fits = entries.every(([key, value]) => key.length <= 40 && typeof value === "string" && value.length <= 500);
  if (!fits || entries.length > mostMetadata) throw invalid("Invalid metadata", { param: "metadata" });
  return Object.fromEntries(entries) as Metadata;
}
