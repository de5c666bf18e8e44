import { isNativeError } from "node:util/types";
import type { Registry } from "@bufbuild/protobuf";
import { describeError } from "./describe-error.ts";
import { redact } from "./redact.ts";

const sensitiveKey =
  /passw|secret|token|authorization|cookie|credential|api[-_]?key|private[-_]?key|^otp$|^pin$|^cvv$|card[-_]?number/i;
const longest = 2000;
const mostItems = 50;
const deepest = 8;

/** Makes values fit for a log: protobuf messages redacted, sensitive keys and texts masked, errors with their causes, sizes bounded. */
export function createSanitizer(registry: Registry | undefined): (value: unknown) => unknown {
  const sanitize = (value: unknown, depth: number): unknown => {
    if (typeof value === "string") return sanitizeText(value);
    if (typeof value === "bigint") return value.toString();
    if (typeof value === "function" || typeof value === "symbol") return String(typeof value);
    if (typeof value !== "object" || value === null) return value;
    if (depth >= deepest) return "[too deep]";
    if (isNativeError(value) || value instanceof Error) return sanitize(describeError(value), depth + 1);
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? "[no date]" : value.toISOString();
    if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
    if ("toJSON" in value && typeof value.toJSON === "function") return sanitize(value.toJSON(), depth + 1);
    if ("$typeName" in value) return sanitizeMessage(value, String(value.$typeName), depth);
    if (Array.isArray(value) || value instanceof Set) return items([...value], depth);
    return fields(value instanceof Map ? [...value] : Object.entries(value), depth);
  };
  const sanitizeMessage = (message: object, typeName: string, depth: number) => {
    const desc = registry?.getMessage(typeName);
    return desc === undefined ? `[${typeName}]` : sanitize(redact(desc, message), depth + 1);
  };
  const items = (values: readonly unknown[], depth: number) => {
    const shown = values.slice(0, mostItems).map((item) => sanitize(item, depth + 1));
    return values.length > mostItems ? [...shown, `[${values.length - mostItems} more]`] : shown;
  };
  const fields = (entries: readonly [unknown, unknown][], depth: number) =>
    Object.fromEntries(
      entries.map(([key, value]) => {
        const name = String(key);
        return [name, sensitiveKey.test(name) && hidesSomething(value) ? "[secret]" : sanitize(value, depth + 1)];
      }),
    );
  return (value) => sanitize(value, 0);
}

function hidesSomething(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

/** Text without the credentials of URLs and without tokens, cut to a readable length. */
export function sanitizeText(text: string): string {
  let clean = text;
  if (clean.includes("://")) clean = clean.replace(/:\/\/[^/@\s]*@/g, "://[secret]@");
  if (clean.includes("eyJ")) clean = clean.replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, "[secret]");
  if (/bearer/i.test(clean)) clean = clean.replace(/\b(bearer)\s+[\w.~+/=-]+/gi, "$1 [secret]");
  return clean.length > longest ? `${clean.slice(0, longest)}… (${clean.length} characters)` : clean;
}
