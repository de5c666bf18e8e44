import type { DescField } from "@bufbuild/protobuf";
import type { ReflectMessage } from "@bufbuild/protobuf/reflect";
import { invalidField } from "./status.ts";

/** The message in a singular message field; a new one, not yet set, if there is none. */
export function child(message: ReflectMessage, field: DescField): ReflectMessage {
  return message.get(field) as ReflectMessage;
}

/** The value of the field a path of fields leads to. */
export function valueAt(message: ReflectMessage, fields: readonly DescField[]): unknown {
  const [field, ...rest] = fields;
  if (field === undefined) return message;
  return rest.length === 0 ? message.get(field) : valueAt(child(message, field), rest);
}

/** 400 if another member of the field's oneof is set. */
export function refuseSecondOfOneof(message: ReflectMessage, field: DescField, name: string): void {
  const other = field.oneof && message.oneofCase(field.oneof);
  if (other === undefined || other === field) return;
  throw invalidField(name, `excludes ${other.jsonName}: only one of ${field.oneof?.name} may be set`);
}

/** True if two scalars or enum numbers are the same value; bytes count by content, NaN equals itself. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b) === 0;
  return Object.is(a, b) || a === b;
}
