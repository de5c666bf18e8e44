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
  if (value instanceof Map || value instanceof Set) throw new TypeError("an answer holds no Map or Set");
  return shown;
}

function untag(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [entry] = entries;
  if (entry === undefined || entries.length > 1 || typeof entry[1] !== "string") return value;
  const [kind, text] = entry;
  if (kind === "$bigint") return BigInt(text);
  if (kind === "$date") return new Date(text);
  return kind === "$bytes" ? Buffer.from(text, "base64") : value;
}
