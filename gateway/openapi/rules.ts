import { type DescField, getOption, hasOption, ScalarType, toJson } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";
import { type FieldRules, FieldRulesSchema, field as rulesOption } from "#gen/es/buf/validate/validate_pb.js";
import type { JsonSchema } from "./json-schema.ts";

/** FieldRules as JSON: only what the contract says, 64-bit numbers as text. */
interface Rules {
  readonly required?: boolean;
  readonly ignore?: string;
  readonly cel?: readonly { readonly message?: string }[];
  readonly [type: string]: unknown;
}

/** The rules of one type, such as `string` or `int32`. */
interface TypeRules {
  readonly [rule: string]: string | number | boolean | readonly (string | number)[] | FieldRules | undefined;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** True if a message without the field breaks a rule: the contract demands it, or its zero value is none. */
export function isRequired(field: DescField): boolean {
  const rules = rulesOf(field);
  if (rules?.required === true) return true;
  if (rules === undefined || rules.ignore !== undefined || hasPresence(field)) return false;
  const { pattern, format, minLength = 0, minItems = 0, enum: values } = keywordsOf(rules);
  const isEmptyText = field.fieldKind === "scalar" && field.scalar === ScalarType.STRING;
  const refusesEmpty = pattern !== undefined && !new RegExp(pattern, "u").test("");
  const isNone =
    refusesEmpty || format !== undefined || minLength > 0 || (values !== undefined && !values.includes(""));
  return minItems > 0 || (isEmptyText && isNone);
}

/** Such a field can be told from its zero value, and rules hold only if it is there. */
function hasPresence({ presence }: DescField): boolean {
  return presence !== FeatureSet_FieldPresence.IMPLICIT;
}

/** The keywords that the protovalidate rules of a field come to, on top of its type. */
export function ruleKeywords(field: DescField): JsonSchema {
  const rules = rulesOf(field);
  return rules === undefined ? {} : keywordsOf(rules);
}

const none: Rules = {};
const known = new WeakMap<DescField, Rules>();

/** A field is asked about often, and reading an option takes its time. */
function rulesOf(field: DescField): Rules | undefined {
  const rules = known.get(field) ?? readRules(field) ?? none;
  known.set(field, rules);
  return rules === none ? undefined : rules;
}

function readRules(field: DescField): Rules | undefined {
  if (!hasOption(field, rulesOption)) return undefined;
  return toJson(FieldRulesSchema, getOption(field, rulesOption)) as Rules;
}

function keywordsOf(rules: Rules): JsonSchema {
  const sentences = (rules.cel ?? []).flatMap(({ message }) => (message === undefined ? [] : [message]));
  const own = sentences.length > 0 ? { "x-rules": sentences } : {};
  for (const [type, read] of Object.entries(readers)) {
    const given = rules[type];
    if (typeof given === "object") return { ...own, ...read(given as TypeRules, rules.ignore !== undefined) };
  }
  return own;
}

const numeric = ["int32", "uint32", "sint32", "fixed32", "sfixed32", "float", "double"];
const long = ["int64", "uint64", "sint64", "fixed64", "sfixed64"];

/** `mayBeEmpty`: rules do not apply to the zero value. */
const readers: Readonly<Record<string, (rules: TypeRules, mayBeEmpty: boolean) => JsonSchema>> = {
  string: stringKeywords,
  repeated: ({ minItems, maxItems, unique, items }, mayBeEmpty) => ({
    ...present("minItems", mayBeEmpty ? undefined : count(minItems)),
    ...present("maxItems", count(maxItems)),
    ...(unique === true ? { uniqueItems: true } : {}),
    ...(items === undefined ? {} : { items: keywordsOf(items as unknown as Rules) }),
  }),
  map: ({ minPairs, maxPairs, keys, values }) => ({
    ...present("minProperties", count(minPairs)),
    ...present("maxProperties", count(maxPairs)),
    ...(keys === undefined ? {} : { propertyNames: keywordsOf(keys as unknown as Rules) }),
    ...(values === undefined ? {} : { additionalProperties: keywordsOf(values as unknown as Rules) }),
  }),
  ...Object.fromEntries(numeric.map((type) => [type, numberKeywords])),
  ...Object.fromEntries(long.map((type) => [type, longKeywords])),
};

const formats = ["email", "hostname", "ipv4", "ipv6", "uri", "uuid"];

function stringKeywords(rules: TypeRules, mayBeEmpty: boolean): JsonSchema {
  const keywords: Writable<JsonSchema> = {};
  const least = count(rules.len) ?? count(rules.minLen);
  const most = count(rules.len) ?? count(rules.maxLen);
  if (least !== undefined && !mayBeEmpty) keywords.minLength = least;
  if (most !== undefined) keywords.maxLength = most;
  if (typeof rules.pattern === "string") keywords.pattern = mayBeEmpty ? `^$|(?:${rules.pattern})` : rules.pattern;
  if (Array.isArray(rules.in)) keywords.enum = mayBeEmpty ? ["", ...rules.in] : rules.in;
  if (rules.const !== undefined) keywords.const = rules.const;
  const format = formats.find((name) => rules[name] === true);
  if (format !== undefined && !mayBeEmpty) keywords.format = format;
  return keywords;
}

function numberKeywords({ gt, gte, lt, lte, in: values, const: only }: TypeRules): JsonSchema {
  return {
    ...present("exclusiveMinimum", count(gt)),
    ...present("minimum", count(gte)),
    ...present("exclusiveMaximum", count(lt)),
    ...present("maximum", count(lte)),
    ...(Array.isArray(values) ? { enum: values } : {}),
    ...(only === undefined ? {} : { const: only }),
  };
}

/** 64-bit numbers are strings in JSON, whose bounds take a sentence. */
function longKeywords({ gt, gte, lt, lte }: TypeRules): JsonSchema {
  const bounds = [
    ...(gt === undefined ? [] : [`greater than ${gt}`]),
    ...(gte === undefined ? [] : [`at least ${gte}`]),
    ...(lt === undefined ? [] : [`less than ${lt}`]),
    ...(lte === undefined ? [] : [`at most ${lte}`]),
  ];
  return bounds.length === 0 ? {} : { "x-rules": [`must be ${bounds.join(" and ")}`] };
}

function count(value: TypeRules[string]): number | undefined {
  return typeof value === "string" || typeof value === "number" ? Number(value) : undefined;
}

function present<Key extends string>(key: Key, value: number | undefined): { readonly [K in Key]?: number } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]?: number });
}
