import { createHash } from "node:crypto";
import { type DescMessage, type MessageShape, toBinary } from "@bufbuild/protobuf";

/** A key for a request of the run: the same for the same content, so that sending it again has no second effect. */
export function requestIdOf<Desc extends DescMessage>(
  runId: string,
  schema: Desc,
  request: MessageShape<Desc>,
): string {
  const content = createHash("sha256").update(toBinary(schema, request)).digest("hex");
  return `import/${runId}/${content.slice(0, 32)}`;
}
