import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));
const start = (env: Record<string, string>) =>
  fork(main, { env: { ...process.env, NODE_OPTIONS: "", CARRIER_SANDBOX_PORT: "0", ...env }, silent: true });

async function outputOf(child: ChildProcess): Promise<string> {
  const chunks: string[] = [];
  child.stderr?.on("data", (chunk) => chunks.push(String(chunk)));
  await once(child, "close");
  return chunks.join("");
}

test("it runs as a program: announces where it is, answers, and ends when told to", async () => {
  const child = start({ CARRIER_SANDBOX_SECRET_KEY: "own_key" });
  const [message] = await once(child, "message");
  expect(message).toEqual({
    type: "ready",
    details: { carrier: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) },
  });
  const headers = { authorization: "Bearer own_key" };
  const response = await fetch(`${message.details.carrier}/v1/shipments?reference=shp_1`, { headers });
  expect(await response.json()).toEqual({ shipments: [] });
  child.kill("SIGTERM");
  expect((await once(child, "close"))[0]).toBe(0);
});

test.each([
  ["in production", { PROFILE: "production" }, "PROFILE"],
  ["with a setting there is none of", { CARRIER_SANDBOX_COLOR: "red" }, "CARRIER_SANDBOX_COLOR"],
])("%s it refuses to run", async (_, env, name) => {
  const child = start(env);
  expect(await outputOf(child)).toMatch(name);
  expect(child.exitCode).toBe(1);
});
