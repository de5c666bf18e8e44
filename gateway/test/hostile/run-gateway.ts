import { setTimeout as pause } from "node:timers/promises";
import { testGateway } from "../test-gateway.ts";

/** A gateway in a process of its own, whose death is the death of the process. */
const gateway = await testGateway(
  {},
  {
    limits: {
      readBytes: 64 * 1024,
      writeBytes: 256 * 1024,
      headerBytes: 8 * 1024,
      headersTimeoutMs: 1_000,
      bodyTimeoutMs: 1_000,
      idleTimeoutMs: 2_000,
      connections: 1_000,
      streams: 50,
    },
  },
);
process.stdout.write(`${JSON.stringify({ url: gateway.url })}\n`);
process.stdin.on("data", async (asked) => {
  if (asked.toString().startsWith("heap")) {
    process.stdout.write(`${JSON.stringify({ heapUsed: await settledHeap() })}\n`);
    return;
  }
  const errors = gateway.logged.filter(({ level }) => level === "error");
  process.stdout.write(`${JSON.stringify({ errors })}\n`);
});

/** What is in use when the gateway is at rest; its own records of what it logged are no part of that. */
async function settledHeap(): Promise<number> {
  gateway.logged.length = 0;
  gateway.upstream.calls.length = 0;
  for (let turn = 0; turn < 5; turn += 1) {
    await pause(20);
    globalThis.gc?.();
  }
  return process.memoryUsage().heapUsed;
}
