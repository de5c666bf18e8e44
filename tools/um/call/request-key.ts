import { randomUUID } from "node:crypto";
import { type DescMethod, type Message, ScalarType } from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";
import { MethodOptions_IdempotencyLevel } from "@bufbuild/protobuf/wkt";

/** Gives a keyed method's request a `request_id` if it has none. Answers the new one. */
export function addRequestKey({ idempotency, input }: DescMethod, request: Message): string | undefined {
  if (idempotency !== MethodOptions_IdempotencyLevel.IDEMPOTENT) return undefined;
  const field = input.fields.find(({ name }) => name === "request_id");
  if (field?.fieldKind !== "scalar" || field.scalar !== ScalarType.STRING) return undefined;
  const message = reflect(input, request);
  if (message.get(field) !== "") return undefined;
  const key = randomUUID();
  message.set(field, key);
  return key;
}
