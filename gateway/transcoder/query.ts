import type { DescField, DescMessage } from "@bufbuild/protobuf";
import type { ReflectMessage } from "@bufbuild/protobuf/reflect";
import type { Route } from "./compile.ts";
import { findField, jsonForm, jsonPath, protoPath } from "./fields.ts";
import { maxDepth } from "./json-text.ts";
import { expected, leafFromText } from "./leaf.ts";
import { decode } from "./path.ts";
import { child, refuseSecondOfOneof, sameValue, valueAt } from "./reflection.ts";
import { invalidField } from "./status.ts";

/** A decoded query parameter. */
type Pair = readonly [key: string, value: string];

/** The parameters of a query in their order; empty ones ("&&") are left out. */
export function parseQuery(query: string): Pair[] {
  const pairs = query.split("&").filter((text) => text !== "");
  return pairs.map((text) => {
    const equals = text.indexOf("=");
    const [key, value] = equals < 0 ? [text, ""] : [text.slice(0, equals), text.slice(equals + 1)];
    return [decodeForm(key), decodeForm(value)];
  });
}

function decodeForm(text: string): string {
  return decode(text.replaceAll("+", "%20"), "query");
}

/** Reads the query into the fields of the request that neither path nor body fill. */
export function readQuery(message: ReflectMessage, query: string, route: Route): void {
  if (query === "") return;
  const bound = new Set(route.variables.map(({ fieldPath }) => fieldPath));
  const spelled = new Map<string, string>();
  for (const [key, text] of parseQuery(query)) {
    if (route.body.kind === "whole") throw invalidField(key, "belongs into the body, not into the query");
    const fields = resolve(message.desc, key);
    const leaf = fields.at(-1);
    if (leaf === undefined) throw invalidField(key, "is not a field of the request");
    const path = protoPath(fields);
    const name = jsonPath(fields);
    refuseRepeats(spelled.get(path), key, leaf, name);
    spelled.set(path, key);
    if (bound.has(path)) agree(message, fields, text);
    else if (route.body.kind === "field" && route.body.field === fields[0]) {
      throw invalidField(name, "belongs into the body, not into the query");
    } else put(message, fields, text, name);
  }
}

/** The fields a key leads through; none if it leads nowhere. */
function resolve(input: DescMessage, key: string): DescField[] {
  const names = key.split(".");
  if (names.length > maxDepth) return [];
  const fields: DescField[] = [];
  let message: DescMessage | undefined = input;
  for (const name of names) {
    const field: DescField | undefined = message && findField(message, name);
    if (field === undefined) return [];
    fields.push(field);
    message = field.fieldKind === "message" && jsonForm(field.message) === "plain" ? field.message : undefined;
  }
  return fields;
}

function refuseRepeats(before: string | undefined, key: string, leaf: DescField, name: string): void {
  if (before === undefined) return;
  if (before !== key) throw invalidField(name, `is given as ${before} and as ${key}`);
  if (leaf.fieldKind !== "list") throw invalidField(name, "is given more than once");
}

/** A value for a field of the path is welcome only if it says the same. */
function agree(message: ReflectMessage, fields: readonly DescField[], text: string): void {
  const leaf = fields.at(-1);
  if (leaf === undefined || !sameValue(valueAt(message, fields), leafFromText(leaf, text))) {
    throw invalidField(jsonPath(fields), "differs between path and query");
  }
}

/** Sets the field that a path of fields leads to, and the messages on the way to it. */
function put(message: ReflectMessage, [field, ...rest]: readonly DescField[], text: string, name: string): void {
  if (field === undefined) return;
  refuseSecondOfOneof(message, field, name);
  if (rest.length === 0) {
    setFromText(message, field, text, name);
    return;
  }
  const inner = child(message, field);
  put(inner, rest, text, name);
  message.set(field, inner);
}

/** Sets a field from text: a value of a singular field, one more of a repeated one. 400 names the field. */
function setFromText(message: ReflectMessage, field: DescField, text: string, name: string): void {
  if (field.fieldKind === "map") throw invalidField(name, "is a map, which no query can hold");
  if (field.fieldKind === "list" && field.listKind === "message") {
    throw invalidField(name, "is a list of messages, which no query can hold");
  }
  const value = leafFromText(field, text);
  if (value === undefined) {
    const dynamic = field.message !== undefined && ["plain", "dynamic"].includes(jsonForm(field.message));
    throw invalidField(name, dynamic ? "is a message, which no query can hold" : `must be ${expected(field)}`);
  }
  if (field.fieldKind === "list") message.get(field).add(value);
  else message.set(field, value);
}
