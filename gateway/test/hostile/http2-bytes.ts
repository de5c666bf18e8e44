import { once } from "node:events";
import { connect } from "node:net";
import { eventually } from "#mesh/testing";

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

/** A client that sends what it is told, and knows what came back. */
export interface RawHttp2 {
  send(bytes: Buffer): void;
  /** The payloads of the frames of a type, once there are so many. */
  seen(type: number, count?: number): Promise<readonly Buffer[]>;
  /** The connection's end. */
  readonly closed: Promise<unknown>;
  close(): void;
}

/** Connects without TLS and sends the preface. */
export function rawHttp2(url: string): RawHttp2 {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  let received = Buffer.alloc(0);
  socket
    .on("error", () => undefined)
    .on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
    });
  socket.write(Buffer.concat([preface, settings]));
  const closed = once(socket, "close");
  return {
    closed,
    send: (bytes) => socket.write(bytes),
    close: () => socket.destroy(),
    seen: (type, count = 1) =>
      eventually(() => {
        const payloads = payloadsOf(received, type);
        return payloads.length >= count && payloads;
      }),
  };
}

function payloadsOf(bytes: Buffer, type: number): readonly Buffer[] {
  const payloads: Buffer[] = [];
  for (let at = 0; at + 9 <= bytes.length; ) {
    const end = at + 9 + bytes.readUIntBE(at, 3);
    if (bytes[at + 3] === type && end <= bytes.length) payloads.push(bytes.subarray(at + 9, end));
    at = end;
  }
  return payloads;
}
