import {
  type DescField,
  type DescMessage,
  type DescMethod,
  fromJson,
  type JsonObject,
  type JsonValue,
  ScalarType,
  toJson,
} from "@bufbuild/protobuf";
import type { Contracts, Method } from "#mesh/rpc";
import type { CommentOf } from "../comments.ts";
import { ownFields } from "../own-fields.ts";
import { isRequired, ruleKeywords } from "../rules.ts";
import { type IdOfName, readIds } from "./example-ids.ts";
import { enumExample, saidExample, scalarExample } from "./example-scalar.ts";
import { wellKnownExample } from "./example-well-known.ts";
import { type ExampleWords, made, type WordsOfMessage } from "./example-words.ts";

/** Examples of one document. The same contracts and words always give the same. */
export interface Examples {
  /** A request as ProtoJSON, within the rules of its fields. */
  request(method: Method): JsonObject;
  /** An answer as the gateway writes it; undefined if it is no JSON. */
  answer(method: DescMethod): JsonObject | undefined;
  /** What a text field of this JSON name would hold. */
  text(jsonName: string): string;
}

interface Context {
  readonly words: ExampleWords;
  readonly idOf: IdOfName;
  readonly commentOf: CommentOf;
}

/** Where a message stands: in requests less is shown. */
interface Place {
  readonly inRequest: boolean;
  /** Messages around it, so that those that hold themselves come to an end. */
  readonly above: readonly DescMessage[];
  /** Fields a request has whatever its words. */
  readonly always: (field: DescField) => boolean;
}

export function createExamples({ files, registry }: Contracts, words: ExampleWords, commentOf: CommentOf): Examples {
  const context: Context = { words, commentOf, idOf: readIds(files, commentOf) };
  return {
    request(method) {
      const known = wellKnownExample(method.desc.input);
      if (known !== undefined) return known as JsonObject;
      const always = (field: DescField) => isAlways(field, method);
      const made = messageExample(method.desc.input, { inRequest: true, above: [], always }, context);
      return { ...made, ...maskExample(method.desc, made), ...keyExample(method) };
    },
    answer({ output }) {
      if (wellKnownExample(output) !== undefined) return undefined;
      const made = messageExample(output, { inRequest: false, above: [], always: () => false }, context);
      const options = { registry, alwaysEmitImplicit: true };
      return toJson(output, fromJson(output, made, options), options) as JsonObject;
    },
    text: (jsonName) => String(words.fields[jsonName] ?? context.idOf(jsonName) ?? jsonName),
  };
}

/** What every request shows: ids of its path, what rules demand, and how many a page holds. */
function isAlways(field: DescField, { kind }: Method): boolean {
  if (isRequired(field)) return true;
  return kind === "safe" && field.name === "page_size";
}

/** One id, one effect: an example of each method has its own. */
function keyExample({ desc, requestIdProperty: key }: Method): JsonObject {
  return key === undefined ? {} : { [key]: `${desc.name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase()}-1` };
}

/** An update shows a mask of what it changes. */
function maskExample({ input }: DescMethod, example: JsonObject): JsonObject {
  const mask = input.fields.find(({ message }) => message?.typeName === "google.protobuf.FieldMask");
  const changed = input.fields.find(({ message }) => message !== undefined && message !== mask?.message);
  const shown = changed && example[changed.jsonName];
  return mask === undefined || !isWords(shown) ? {} : { [mask.jsonName]: Object.keys(shown).join() };
}

const notInRequests = new Set(["page_token", "etag", "update_mask", "business_time"]);

function messageExample(desc: DescMessage, place: Place, context: Context, given?: WordsOfMessage): JsonObject {
  const own = context.words.messages[desc.typeName];
  const words = place.inRequest ? (given ?? own) : { ...own, ...given };
  const chosen = new Set(
    desc.oneofs.map(({ fields }) => fields.find(({ jsonName }) => words?.[jsonName]) ?? fields[0]),
  );
  const example: Record<string, JsonValue> = {};
  for (const field of ownFields(desc)) {
    if (field.oneof !== undefined && !chosen.has(field)) continue;
    const said = words?.[field.jsonName];
    if (said === undefined && !isMade(field, place, words !== undefined)) continue;
    const value = said === undefined || said === made ? fieldExample(field, place, context) : said;
    const full = said === undefined || said === made ? value : completed(field, said, place, context);
    if (full !== null) example[field.jsonName] = full;
  }
  return example;
}

/** Whether a field that words do not name is shown. */
function isMade(field: DescField, { inRequest, above, always }: Place, hasWords: boolean): boolean {
  if (field.message !== undefined && above.includes(field.message)) return false;
  if (!inRequest) return field.proto.options?.deprecated !== true;
  if (above.length === 0 && always(field)) return true;
  return !hasWords && !notInRequests.has(field.name) && (above.length > 0 || !isFilter(field));
}

/** Reads show nothing that narrows them unless their words do. */
function isFilter(field: DescField): boolean {
  return field.parent.name.startsWith("List") || field.name === "page_size";
}

function fieldExample(field: DescField, place: Place, context: Context): JsonValue {
  const single = singleExample(field, place, context);
  if (field.fieldKind === "list") return single === null ? [] : Array.isArray(single) ? single : [single];
  return field.fieldKind === "map" ? {} : single;
}

function singleExample(field: DescField, place: Place, context: Context): JsonValue {
  const { words, idOf, commentOf } = context;
  const said = words.fields[field.jsonName];
  if (field.message !== undefined) {
    if (said === null) return null;
    const inner = { ...place, above: [...place.above, field.parent] };
    const known = wellKnownExample(field.message);
    if (known !== undefined) return said ?? known;
    return messageExample(field.message, inner, context, isWords(said) ? said : undefined);
  }
  if (field.enum?.typeName === "google.protobuf.NullValue") return null;
  if (field.enum !== undefined) {
    const isValue = field.enum.values.some(({ name }) => name === said);
    return isValue && said !== undefined ? said : enumExample(field.enum);
  }
  if (field.scalar === undefined) return null;
  const rules = ruleKeywords(field);
  const comment = saidExample(commentOf(field));
  const fitting = isText(field.scalar) || typeof said !== "string" || /^-?\d+$/.test(said) ? said : undefined;
  return fitting ?? idOf(field.jsonName) ?? scalarExample(field.scalar, field.jsonName, rules.items ?? rules, comment);
}

/** Words of a name are those of a text, and of numbers of that name only if they are numbers. */
function isText(scalar: ScalarType): boolean {
  return scalar === ScalarType.STRING || scalar === ScalarType.BYTES;
}

/** A value that words give, its messages completed as others are. */
function completed(field: DescField, said: JsonValue, place: Place, context: Context): JsonValue {
  const { message } = field;
  if (message === undefined || wellKnownExample(message) !== undefined || field.fieldKind === "map") return said;
  const inner = { ...place, above: [...place.above, field.parent] };
  const complete = (value: JsonValue) => (isWords(value) ? messageExample(message, inner, context, value) : value);
  return Array.isArray(said) ? said.map(complete) : complete(said);
}

function isWords(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
