/** Anything said of a product that buyers compare. */
export interface Attribute {
  readonly name: string;
  readonly value: string;
}

export type AttributeType = "TEXT" | "INTEGER" | "DECIMAL" | "BOOLEAN" | "CHOICE" | "DATE" | "MEASURE";

/** What products of a category, and of those below it, may or must state. */
export interface AttributeDefinition {
  readonly code: string;
  readonly name: string;
  readonly type: AttributeType;
  /** True if published products must state it. */
  readonly required: boolean;
  readonly multiValued: boolean;
  /** True if each variant states it, and not the product. */
  readonly variantLevel: boolean;
  /** Of CHOICE only. */
  readonly choices: readonly string[];
  /** Of MEASURE only. */
  readonly units: readonly string[];
}

export interface AttributeValue {
  readonly code: string;
  readonly values: readonly TypedValue[];
}

/** A value as text: digits, "true" or "false", a choice, an ISO date; of a measure the amount. */
export interface TypedValue {
  readonly type: AttributeType;
  readonly text: string;
  /** Of MEASURE only. */
  readonly unit?: string | undefined;
}

/** True if both say the same; "1.50" is "1.5". */
export function isSameValue(one: TypedValue, other: TypedValue): boolean {
  return one.type === other.type && one.unit === other.unit && plain(one) === plain(other);
}

function plain({ type, text }: TypedValue): string {
  if (type !== "DECIMAL" && type !== "MEASURE") return text;
  const [, sign = "", whole = "", fraction = ""] = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
  return `${sign}${whole}.${fraction}`;
}
