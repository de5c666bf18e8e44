import { Code, type ConnectError } from "@connectrpc/connect";
import { BadRequestSchema, ErrorInfoSchema } from "#gen/es/google/rpc/error_details_pb.js";

/** A refusal of the market in words: its reason and what it says, of what, in which fields, and what finds it in the logs. */
export function refusalInWords(error: ConnectError): string {
  const [info] = error.findDetails(ErrorInfoSchema);
  const fields = error.findDetails(BadRequestSchema).flatMap(({ fieldViolations }) => fieldViolations);
  const request = error.metadata.get("x-request-id");
  const details = [
    ...Object.entries(info?.metadata ?? {}).map(([name, value]) => `${name} ${value}`),
    ...fields.map(({ field, description }) => `${field}: ${description}`),
    ...(request === null ? [] : [`request ${request} in the logs`]),
  ];
  const where = details.length === 0 ? "" : ` (${details.join("; ")})`;
  return `${info?.reason ?? Code[error.code]}, ${error.rawMessage}${where}`;
}
