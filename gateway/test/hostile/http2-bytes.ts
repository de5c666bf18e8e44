/** What every HTTP/2 client sends first (RFC 9113, section 3.4). */
export const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
export const settings = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]);

/** A frame of HTTP/2 (RFC 9113, section 4.1). */
export function frame(type: number, flags: number, stream: number, payload: Uint8Array): Buffer {
  const top = Buffer.alloc(9);
  top.writeUIntBE(payload.length, 0, 3);
  top.writeUInt8(type, 3);
  top.writeUInt8(flags, 4);
  top.writeUInt32BE(stream, 5);
  return Buffer.concat([top, payload]);
}

/** HPACK without indexing: literal names and values. */
export function fields(...pairs: readonly (readonly [string, string])[]): Buffer {
  return Buffer.concat(
    pairs.map(([name, value]) =>
      Buffer.concat([
        Buffer.from([0, name.length]),
        Buffer.from(name),
        Buffer.from([value.length]),
        Buffer.from(value),
      ]),
    ),
  );
}
