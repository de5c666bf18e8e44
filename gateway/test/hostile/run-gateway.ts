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
process.stdin.once("data", () => {
  const errors = gateway.logged.filter(({ level }) => level === "error");
  process.stdout.write(`${JSON.stringify({ errors })}\n`);
});
