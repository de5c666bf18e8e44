/** Flags of an enveloped message (gRPC, gRPC-web). */
export const compressedFlag = 1;
export const trailerFlag = 0x80;

const headBytes = 5;

/** The one message of an enveloped body; undefined for a compressed one, or if there is more or less than one. */
export function onlyMessage(body: Buffer): Uint8Array | undefined {
  const isWhole = body.length >= headBytes && body[0] === 0 && body.readUInt32BE(1) === body.length - headBytes;
  return isWhole ? body.subarray(headBytes) : undefined;
}

/** Flags, length and data, as they go over the wire. */
export function envelope(flags: number, data: Uint8Array): Buffer {
  const whole = Buffer.allocUnsafe(headBytes + data.length);
  writeHead(whole, flags, data.length);
  whole.set(data, headBytes);
  return whole;
}

/** What goes before so many bytes of data. */
export function envelopeHead(flags: number, length: number): Buffer {
  const head = Buffer.allocUnsafe(headBytes);
  writeHead(head, flags, length);
  return head;
}

function writeHead(target: Buffer, flags: number, length: number): void {
  target[0] = flags;
  target.writeUInt32BE(length, 1);
}
