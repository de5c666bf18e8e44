import { type DescMessage, fromBinary } from "@bufbuild/protobuf";

/** The bytes, if they are a message of this type. They stay as they are: unknown fields and all. */
export function checked(desc: DescMessage, bytes: Uint8Array | undefined): Uint8Array | undefined {
  if (bytes === undefined) return undefined;
  try {
    fromBinary(desc, bytes);
    return bytes;
  } catch {
    return undefined;
  }
}
