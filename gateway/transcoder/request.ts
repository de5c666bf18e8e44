import { create, type DescField, type DescMessage, type Registry, toBinary } from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import { bindPath } from "./bind.ts";
import type { BodyRule, Route } from "./compile.ts";
import { isHttpBody, jsonForm } from "./fields.ts";
import { readField, readMessage } from "./json-message.ts";
import { type Json, parseJson } from "./json-text.ts";
import { fillMask } from "./mask.ts";
import { readQuery } from "./query.ts";
import type { Match } from "./router.ts";
import { badRequest } from "./status.ts";

/** The parts of an HTTP request that make the message of the RPC. */
export interface RequestParts {
  readonly query: string;
  /** Decompressed; empty if there is none. */
  readonly body: Uint8Array;
  readonly contentType: string;
}

/** The encoded request of the RPC. 400 for whatever does not fit its rule and its message. */
export function encodeRequest(match: Match, parts: RequestParts, registry: Registry): Uint8Array {
  const { route, values } = match;
  const { message, json } = readBody(route, parts, registry);
  bindPath(message, route, values, json);
  readQuery(message, parts.query, route);
  if (json !== undefined) fillMask(message, route, json);
  return toBinary(route.method.input, message.message);
}

interface ReadBody {
  readonly message: ReflectMessage;
  readonly json?: Json;
}

function readBody({ method, body: rule }: Route, parts: RequestParts, registry: Registry): ReadBody {
  const empty = () => reflect(method.input, create(method.input), false);
  if (takesRawBody(rule, method.input)) return { message: rawBody(empty(), rule, parts) };
  const text = decodeText(parts.body);
  const blank = /^[ \t\n\r]*$/.test(text);
  if (rule.kind === "none") {
    if (!blank) throw badRequest("this path takes no body");
    return { message: empty() };
  }
  if (blank && !defaultsToObject(rule, method.input)) return { message: empty() };
  const json = blank ? new Map<string, Json>() : parseBody(text);
  const reading = { registry, trail: rule.kind === "field" ? [rule.field.jsonName] : [] };
  if (rule.kind === "field") {
    const message = empty();
    readField(message, rule.field, json, reading);
    return { message, json };
  }
  const message = readMessage(method.input, json, reading);
  if (message === undefined) throw badRequest("the body has not the JSON form of the request");
  return { message, json };
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function decodeText(body: Uint8Array): string {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) {
    throw badRequest("the body starts with a byte order mark");
  }
  try {
    return utf8.decode(body);
  } catch (cause) {
    throw badRequest("the body is not UTF-8", cause);
  }
}

function parseBody(text: string): Json {
  let json: Json;
  try {
    json = parseJson(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw badRequest(`the body is not the JSON expected: ${cause.message}`, cause);
  }
  if (json === null) throw badRequest("the body is null");
  return json;
}

/** An empty body is `{}` where that is the JSON of the type, and nothing elsewhere. */
function defaultsToObject(rule: BodyRule, input: DescMessage): boolean {
  if (rule.kind === "field" && rule.field.fieldKind === "list") return false;
  const message = rule.kind === "field" ? rule.field.message : input;
  return message !== undefined && (jsonForm(message) === "plain" || message.typeName === "google.protobuf.Struct");
}

/** True if the HTTP body goes into a google.api.HttpBody as it is, of whatever content type. */
export function takesRawBody(rule: BodyRule, input: DescMessage): boolean {
  if (rule.kind === "field") return rule.field.fieldKind === "message" && isHttpBody(rule.field.message);
  return rule.kind === "whole" && isHttpBody(input);
}

function rawBody(message: ReflectMessage, rule: BodyRule, { body, contentType }: RequestParts): ReflectMessage {
  if (rule.kind !== "field" || rule.field.fieldKind !== "message") return fillRaw(message, body, contentType);
  const inner = reflect(rule.field.message, create(rule.field.message), false);
  message.set(rule.field, fillRaw(inner, body, contentType));
  return message;
}

function fillRaw(message: ReflectMessage, data: Uint8Array, contentType: string): ReflectMessage {
  const values: Record<string, unknown> = { content_type: contentType, data };
  const set = (field: DescField) => {
    if (field.name in values) message.set(field, values[field.name]);
  };
  message.fields.forEach(set);
  return message;
}
