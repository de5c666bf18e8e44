import { DomainError, type ErrorKind } from "#mesh/kernel";

/** What a request key keeps: the answer given, or the refusal made after a first effect. */
export type Outcome<T> = { readonly answer: T } | { readonly refusal: DomainError };

/** JSON in which bigint, Date and bytes survive. Throws TypeError for what no message holds, such as a Map. */
export function encodeOutcome(outcome: Outcome<unknown>): string {
  return JSON.stringify("refusal" in outcome ? { refusal: plainRefusal(outcome.refusal) } : outcome, tag);
}

export function decodeOutcome<T>(text: string): Outcome<T> {
  const stored = JSON.parse(text, untag) as { answer: T } | { refusal: PlainRefusal };
  if (!("refusal" in stored)) return { answer: stored.answer };
  const { kind, domain, reason, message, ...details } = stored.refusal;
  return { refusal: new DomainError(kind, domain, reason, message, details) };
}

interface PlainRefusal {
  readonly kind: ErrorKind;
  readonly domain: string;
  readonly reason: string;
  readonly message: string;
  readonly metadata: DomainError["metadata"];
  readonly fields: DomainError["fields"];
  readonly retryAfterMs?: number;
}

function plainRefusal({ kind, domain, reason, message, metadata, fields, retryAfterMs }: DomainError): PlainRefusal {
  return { kind, domain, reason, message, metadata, fields, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

function tag(this: unknown, key: string, shown: unknown): unknown {
  const value = (this as Record<string, unknown>)[key];
  if (typeof value === "bigint") return { $bigint: value.toString() };
  if (value instanceof Date) return { $date: value.toISOString() };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString("base64") };
  if (isTagged(value)) return { $plain: Object.entries(value) };
  if (value instanceof Map || value instanceof Set) throw new TypeError("an answer holds no Map or Set");
  return shown;
}

function untag(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const [[kind, content] = []] = Object.entries(value);
  if (kind === "$bigint") return BigInt(content);
  if (kind === "$date") return new Date(content);
  if (kind === "$bytes") return Buffer.from(content, "base64");
  return kind === "$plain" ? Object.fromEntries(content) : value;
}

/** True for an object of the answer's own that begins like one of ours, such as a map of a customer's words. */
function isTagged(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.keys(value)[0]?.startsWith("$") === true;
}
