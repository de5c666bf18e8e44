import { create, type DescField, type DescMessage, fromJson, type Registry, toBinary } from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import { findField, jsonForm } from "./fields.ts";
import { type Json, JsonNumber, type JsonObject, maxDepth, plainJson } from "./json-text.ts";
import { expected, messageFromText, type ValueType, wrapper } from "./leaf.ts";
import { refuseSecondOfOneof } from "./reflection.ts";
import { enumFromJson, mapKey, scalarFromJson } from "./scalar.ts";
import { badRequest, invalidField, type StatusError } from "./status.ts";

/** Where a value stands in the request, for errors; and the types an Any may hold. */
export interface Reading {
  readonly registry: Registry;
  /** "filter", "tags", "[2]": pushed on the way down, popped on the way up. */
  readonly trail: string[];
}

/** 400 for the field the reading is at. */
function refuse(reading: Reading, description: string): StatusError {
  const place = placeOf(reading);
  return place === "" ? badRequest(`the body ${description}`) : invalidField(place, description);
}

function placeOf({ trail }: Reading): string {
  return trail.join(".").replaceAll(".[", "[");
}

/** Reads the members of a JSON object into the fields of a message. 400 names the first field that does not fit. */
export function readFields(message: ReflectMessage, json: Json, reading: Reading): void {
  if (!(json instanceof Map)) throw refuse(reading, "must be a JSON object");
  const seen = new Set<DescField>();
  for (const [key, value] of json) {
    const field = findField(message.desc, key);
    reading.trail.push(field?.jsonName ?? key);
    if (field === undefined) throw refuse(reading, "is not a field of the request");
    if (seen.has(field)) throw refuse(reading, "is given in both spellings");
    seen.add(field);
    readField(message, field, value, reading);
    reading.trail.pop();
  }
}

/** Reads a JSON value into a field; null leaves it unset unless null is a value of the type. */
export function readField(message: ReflectMessage, field: DescField, json: Json, reading: Reading): void {
  if (json === null && !holdsNull(field)) return;
  refuseSecondOfOneof(message, field, placeOf(reading));
  switch (field.fieldKind) {
    case "list":
      readList(message.get(field), field, json, reading);
      break;
    case "map":
      readMap(message.get(field), field, json, reading);
      break;
    default:
      message.set(field, readValue(field, json, reading));
  }
}

function holdsNull(field: DescField): boolean {
  if (field.fieldKind === "list" || field.fieldKind === "map") return false;
  return field.message?.typeName === "google.protobuf.Value" || field.enum?.typeName === "google.protobuf.NullValue";
}

function readList(list: { add(item: unknown): void }, type: ValueType, json: Json, reading: Reading): void {
  if (!Array.isArray(json)) throw refuse(reading, "must be a JSON array");
  for (const [index, item] of json.entries()) {
    reading.trail.push(`[${index}]`);
    list.add(readValue(type, item, reading));
    reading.trail.pop();
  }
}

function readMap(
  map: { set(key: unknown, value: unknown): unknown; has(key: unknown): boolean },
  field: DescField & { fieldKind: "map" },
  json: Json,
  reading: Reading,
): void {
  if (!(json instanceof Map)) throw refuse(reading, "must be a JSON object");
  for (const [text, item] of json) {
    reading.trail.push(`[${JSON.stringify(text)}]`);
    const key = mapKey(field.mapKey, text);
    if (key === undefined) throw refuse(reading, "has a key of the wrong type");
    if (map.has(key)) throw refuse(reading, "has the same key twice");
    map.set(key, readValue(field, item, reading));
    reading.trail.pop();
  }
}

/** One value of the type. */
function readValue(type: ValueType, json: Json, reading: Reading): unknown {
  const value = convert(type, json, reading);
  if (value === undefined) throw refuse(reading, `must be ${expected(type)}`);
  return value;
}

function convert(type: ValueType, json: Json, reading: Reading): unknown {
  if (type.scalar !== undefined) return scalarFromJson(type.scalar, json);
  if (type.enum !== undefined) return enumFromJson(type.enum, json);
  return type.message && readMessage(type.message, json, reading);
}

/** A message from its proto3 JSON; undefined if the JSON has not the form of the type. */
export function readMessage(desc: DescMessage, json: Json, reading: Reading): ReflectMessage | undefined {
  switch (jsonForm(desc)) {
    case "text":
      return typeof json === "string" ? messageFromText(desc, json) : undefined;
    case "wrapper":
      return wrapper(desc, (field) => convert(field, json, reading));
    case "dynamic":
      return desc.typeName === "google.protobuf.Any" ? readAny(desc, json, reading) : readDynamic(desc, json, reading);
    case "plain": {
      const message = reflect(desc, create(desc), false);
      readFields(message, json, reading);
      return message;
    }
  }
}

/** A Struct, Value or ListValue. */
function readDynamic(desc: DescMessage, json: Json, reading: Reading): ReflectMessage | undefined {
  const form = { "google.protobuf.Struct": json instanceof Map, "google.protobuf.ListValue": Array.isArray(json) };
  if (form[desc.typeName as keyof typeof form] === false) return undefined;
  if (!allFinite(json)) throw refuse(reading, "holds a number out of range");
  return reflect(desc, fromJson(desc, plainJson(json), { recursionLimit: 2 * maxDepth }), false);
}

function allFinite(json: Json): boolean {
  if (json instanceof JsonNumber) return Number.isFinite(Number(json.text));
  if (json instanceof Map) return [...json.values()].every(allFinite);
  return !Array.isArray(json) || json.every(allFinite);
}

function readAny(desc: DescMessage, json: Json, reading: Reading): ReflectMessage | undefined {
  if (!(json instanceof Map)) return undefined;
  const any = reflect(desc, create(desc), false);
  if (json.size === 0) return any;
  const typeUrl = json.get("@type");
  const typeName = typeof typeUrl === "string" ? typeUrl.slice(typeUrl.lastIndexOf("/") + 1) : "";
  const type = reading.registry.getMessage(typeName);
  if (type === undefined) throw refuse(reading, "needs an @type that the contracts know");
  const content = readMessage(type, anyContent(type, json), reading);
  if (content === undefined) throw refuse(reading, `must hold ${expected({ ...noType, message: type })}`);
  const values = { type_url: typeUrl, value: toBinary(type, content.message) };
  return wrapper(desc, ({ name }) => values[name as keyof typeof values]);
}

const noType = { scalar: undefined, enum: undefined };

/** The JSON of what an Any holds: its "value" for types with a form of their own, else all members but "@type". */
function anyContent(type: DescMessage, json: JsonObject): Json {
  if (jsonForm(type) !== "plain") return json.get("value") ?? null;
  return new Map([...json].filter(([key]) => key !== "@type"));
}
