import { once } from "node:events";
import { createServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { answer } from "./asked.ts";

/** Yardstick (a): bare node:http2 that reads a request and gives the bytes kept under its path. */
const kept = new Map<string, Uint8Array>();
const server = createServer();
server.on("stream", (stream, headers) => {
  stream.resume();
  stream.on("end", () => {
    stream.respond({ ":status": 200, "content-type": "application/proto" });
    stream.end(kept.get(headers[":path"] ?? ""));
  });
  stream.on("error", () => {});
});

answer({
  /** Answers the origin. */
  async serve(answers: Readonly<Record<string, Uint8Array>>) {
    for (const [path, bytes] of Object.entries(answers)) kept.set(path, bytes);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },
});
