import { create, type DescMessage, type Message, type MessageInitShape } from "@bufbuild/protobuf";

/** The idempotency key of all samples: whoever sends one again gets the first answer. */
export const requestId = "every-protocol";

export function of<Desc extends DescMessage>(schema: Desc, init: MessageInitShape<Desc>): Message {
  return create(schema, init);
}
