import { type DescField, getOption, ScalarType } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { EdgeValue, edge_value as edgeValue } from "#gen/es/ultramarket/options/v1/options_pb.js";
import type { Method } from "#mesh/rpc";
import type { Visitor } from "../limits/limit-calls.ts";

/** Adds to an encoded request what the edge knows of its sender. */
export type WriteValues = (request: Uint8Array, visitor: Visitor) => Uint8Array;

const longestUserAgent = 300;

/**
 * What writes into the fields that a method's contract leaves to the edge; undefined if there are none. Throws an Error
 * that names the method if one of them is no single text of a single request.
 */
export function edgeValuesOf({ desc }: Method): WriteValues | undefined {
  const fields = desc.input.fields.flatMap((field) => {
    const value = getOption(field, edgeValue);
    return value === EdgeValue.UNSPECIFIED ? [] : [{ field, value }];
  });
  if (fields.length === 0) return undefined;
  if (desc.methodKind !== "unary" || !fields.every(({ field }) => isText(field))) {
    throw new Error(`${desc} leaves fields to the edge that it cannot write`);
  }
  return (request, visitor) => {
    const added = new BinaryWriter();
    for (const { field, value } of fields) {
      added.tag(field.number, WireType.LengthDelimited).string(edgeValueOf(value, visitor));
    }
    // Of a field that comes twice the last one counts, an empty one too: what the sender said is gone.
    return Buffer.concat([request, added.finish()]);
  };
}

function isText(field: DescField): boolean {
  return field.fieldKind === "scalar" && field.scalar === ScalarType.STRING;
}

function edgeValueOf(value: EdgeValue, { address, userAgent = "" }: Visitor): string {
  return value === EdgeValue.CLIENT_ADDRESS ? address : userAgent.slice(0, longestUserAgent);
}
