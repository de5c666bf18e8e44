import { isNativeError } from "node:util/types";
import { type DescMessage, type FileRegistry, fromJson, type JsonValue, type Message } from "@bufbuild/protobuf";
import { didYouMean } from "./near-names.ts";
import { UsageError } from "./usage-error.ts";

/** Reads a message from proto3 JSON. Throws UsageError that names the field that is wrong. */
export function readMessage(schema: DescMessage, text: string, registry: FileRegistry): Message {
  const json = readJson(text);
  try {
    return fromJson(schema, json, { registry });
  } catch (error) {
    throw new UsageError(`the request is no ${schema.name}: ${problemOf(error, registry)}`);
  }
}

function readJson(text: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`the request is no JSON: ${messageOf(error)}`);
  }
}

/** What the library says, without what the user knows, and with names that are near. */
function problemOf(error: unknown, registry: FileRegistry): string {
  const said = messageOf(error);
  const [, typeName = "", key] = /^cannot decode message (\S+) from JSON: key "(.*)" is unknown$/s.exec(said) ?? [];
  if (key !== undefined) {
    const fields = registry.getMessage(typeName)?.fields ?? [];
    return `there is no field "${key}"${didYouMean(
      key,
      fields.map(({ jsonName }) => jsonName),
    )}`;
  }
  return said.replace(/^cannot decode (field|message) (?:[a-z][\w]*\.)*/, "$1 ").replace(" from JSON: ", ": ");
}

function messageOf(error: unknown): string {
  return error instanceof Error || isNativeError(error) ? error.message : String(error);
}
