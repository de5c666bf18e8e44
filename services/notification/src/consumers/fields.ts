import { BinaryReader } from "@bufbuild/protobuf/wire";

/** The content of the message's field of this number, which is a message itself; undefined if it is not set. */
export function messageField(message: Uint8Array, wanted: number): Uint8Array | undefined {
  const reader = new BinaryReader(message);
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    if (number === wanted) return reader.bytes();
    reader.skip(wireType, number);
  }
  return undefined;
}

/** An encoded message of only these fields: what is not needed of a long one is not decoded. */
export function onlyFields(message: Uint8Array, wanted: readonly number[]): Uint8Array {
  const reader = new BinaryReader(message);
  const kept: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const start = reader.pos;
    const [number, wireType] = reader.tag();
    reader.skip(wireType, number);
    if (wanted.includes(number)) kept.push(message.subarray(start, reader.pos));
  }
  return Buffer.concat(kept);
}
