import { gzipSync } from "node:zlib";
import { encodeFrame } from "../frames.ts";
import { fields, frame } from "./http2-bytes.ts";

const service = "/ultramarket.testing.v1.EchoService";
const request = fields(
  [":method", "POST"],
  [":scheme", "http"],
  [":path", `${service}/Echo`],
  [":authority", "a"],
  ["content-type", "application/grpc"],
);

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const cancel = Buffer.from([0, 0, 0, 8]);

/** Frames that one client floods a connection with, and whether the connection must end at once. */
export const floods: Readonly<Record<string, { readonly frames: () => Buffer[]; readonly ends: boolean }>> = {
  "calls taken back": {
    frames: () =>
      many(4_000, (at) => Buffer.concat([frame(1, 4, 2 * at + 1, request), frame(3, 0, 2 * at + 1, cancel)])),
    ends: true,
  },
  CONTINUATION: {
    frames: () => [frame(1, 0, 1, request), ...many(2_000, () => frame(9, 0, 1, fields(["x-a", "b"])))],
    ends: true,
  },
  "empty CONTINUATION": {
    frames: () => [frame(1, 0, 1, request), ...many(5_000, () => frame(9, 0, 1, Buffer.alloc(0)))],
    ends: true,
  },
  SETTINGS: { frames: () => many(10_000, () => frame(4, 0, 0, Buffer.from([0, 4, 0, 0, 255, 255]))), ends: true },
  PING: { frames: () => many(10_000, () => frame(6, 0, 0, Buffer.alloc(8))), ends: true },
  "empty DATA": {
    frames: () => [frame(1, 4, 1, request), ...many(5_000, () => frame(0, 0, 1, Buffer.alloc(0)))],
    ends: true,
  },
  "one-byte DATA": {
    frames: () => [frame(1, 4, 1, request), ...many(20_000, () => frame(0, 0, 1, Buffer.from([0])))],
    ends: false,
  },
  WINDOW_UPDATE: {
    frames: () => [frame(1, 4, 1, request), ...many(10_000, () => frame(8, 0, 1, Buffer.from([0, 0, 0, 1])))],
    ends: false,
  },
};

const json = { "content-type": "application/json" };

/** Requests whose bodies are small, or look harmless, and are neither. */
export const bombs: Readonly<Record<string, { readonly headers: Record<string, string>; readonly body: Buffer }>> = {
  "gzip of 64 MiB": {
    headers: { ...json, "content-encoding": "gzip" },
    body: gzipSync(Buffer.alloc(64 * 1024 * 1024, "a")),
  },
  "gzip of 64 MiB in gRPC-web": {
    headers: { "content-type": "application/grpc-web", "grpc-encoding": "gzip" },
    body: encodeFrame(gzipSync(Buffer.alloc(64 * 1024 * 1024)), 1),
  },
  "JSON 30,000 deep": { headers: json, body: Buffer.from(`{"a":${"[".repeat(30_000)}${"]".repeat(30_000)}}`) },
  "JSON with a key of 60 KiB": { headers: json, body: Buffer.from(`{"${"k".repeat(60_000)}":1}`) },
  "JSON with 6,000 keys": { headers: json, body: Buffer.from(`{${many(6_000, (at) => `"k${at}":1`).join()}}`) },
  "JSON with one key twice": { headers: json, body: Buffer.from('{"message":"a","message":"b"}') },
};
