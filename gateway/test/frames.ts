/** One piece of a gRPC or gRPC-web body. */
export interface Frame {
  readonly flags: number;
  readonly data: Buffer;
}

/** Five bytes of head (flags and length), then the data. */
export function encodeFrame(data: Uint8Array, flags = 0): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(flags, 0);
  head.writeUInt32BE(data.length, 1);
  return Buffer.concat([head, data]);
}

export function decodeFrames(body: Buffer): Frame[] {
  const frames: Frame[] = [];
  for (let at = 0; at < body.length; ) {
    const end = at + 5 + body.readUInt32BE(at + 1);
    frames.push({ flags: body.readUInt8(at), data: body.subarray(at + 5, end) });
    at = end;
  }
  return frames;
}
