import { once } from "node:events";
import http2 from "node:http2";
import { text } from "node:stream/consumers";
import { setTimeout as after } from "node:timers/promises";
import { eventually } from "#mesh/testing";
import { limits, testGateway } from "../test-gateway.ts";
import { fields, frame, type RawHttp2, rawHttp2 } from "./http2-bytes.ts";

const impatient = { limits: { ...limits, idleTimeoutMs: 200 } };

/** Keeps a connection busy with PINGs until it is over. */
async function pingUntilClosed(client: RawHttp2): Promise<void> {
  const timer = setInterval(() => client.send(frame(6, 0, 0, Buffer.alloc(8))), 20);
  await client.closed;
  clearInterval(timer);
}

test("a connection without a call ends, however busy it looks", async () => {
  await using gateway = await testGateway({}, impatient);
  await pingUntilClosed(rawHttp2(gateway.url));
});

test("an answer that its client does not take ends, however busy the connection looks", async () => {
  await using gateway = await testGateway({ echo: () => ({ message: "x".repeat(70_000) }) }, impatient);
  const client = rawHttp2(gateway.url);
  client.send(
    frame(1, 5, 1, fields([":method", "GET"], [":scheme", "http"], [":path", "/v1/echo/a"], [":authority", "a"])),
  );
  await client.seen(1);
  await pingUntilClosed(client);
  expect(await client.seen(3)).toHaveLength(1);
});

test("answers to a request that is complete may take longer than a body may", async () => {
  const bodyTimeoutMs = 50;
  await using gateway = await testGateway(
    {
      async *repeat() {
        for (const message of ["a", "b", "c"]) yield await after(bodyTimeoutMs, { message });
      },
    },
    { limits: { ...limits, bodyTimeoutMs } },
  );
  const session = http2.connect(gateway.url);
  const stream = session.request({ ":path": "/v1/echo/x:repeat?count=3", accept: "application/x-ndjson" });
  expect((await text(stream)).trim().split("\n")).toHaveLength(3);
  session.close();
});

test("a client that changes its mind hundreds of times keeps its connection", async () => {
  const cancels = 400;
  let reached = 0;
  await using gateway = await testGateway({
    echo({ message }) {
      reached += 1;
      return message === "wait" ? new Promise(() => {}) : { message };
    },
  });
  const session = http2.connect(gateway.url);
  const closed = once(session, "close");
  for (let asked = 0; asked < cancels; ) {
    const streams = Array.from({ length: 20 }, () => session.request({ ":path": "/v1/echo/wait" }));
    asked += streams.length;
    await eventually(() => reached === asked);
    for (const stream of streams) stream.close(http2.constants.NGHTTP2_CANCEL);
  }
  expect(await text(session.request({ ":path": "/v1/echo/a" }))).toContain('"a"');
  session.close();
  await closed;
});
