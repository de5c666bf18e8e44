import { type DescField, type DescMessage, getOption, hasOption } from "@bufbuild/protobuf";
import { credential, EdgeValue, edge_value as edgeValue } from "#gen/es/ultramarket/options/v1/options_pb.js";

/** The fields that are a client's to write and to read: not those the edge itself fills in. */
export function ownFields(desc: DescMessage): readonly DescField[] {
  return desc.fields.filter((field) => getOption(field, edgeValue) === EdgeValue.UNSPECIFIED);
}

/** True for what a browser's cookie may say instead. */
export function mayBeCookie(field: DescField): boolean {
  return hasOption(field, credential);
}
