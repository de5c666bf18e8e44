import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { stripeOn } from "./stripe-on-sandbox.ts";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));
const start = (env: Record<string, string>) =>
  fork(main, { env: { ...process.env, NODE_OPTIONS: "", STRIPE_SANDBOX_PORT: "0", ...env }, silent: true });

async function outputOf(child: ChildProcess): Promise<string> {
  const chunks: string[] = [];
  child.stderr?.on("data", (chunk) => chunks.push(String(chunk)));
  await once(child, "close");
  return chunks.join("");
}

test("it runs as a program: announces where it is, answers, and ends when told to", async () => {
  const child = start({ STRIPE_SANDBOX_SECRET_KEY: "sk_test_own" });
  const [message] = await once(child, "message");
  expect(message).toEqual({ type: "ready", details: { stripe: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) } });
  const stripe = stripeOn({ url: message.details.stripe, secretKey: "sk_test_own" });
  expect((await stripe.customers.list()).data).toEqual([]);
  child.kill("SIGTERM");
  expect((await once(child, "close"))[0]).toBe(0);
});

test.each([
  ["in production", { PROFILE: "production" }, "PROFILE"],
  ["with a setting there is none of", { STRIPE_SANDBOX_COLOR: "red" }, "STRIPE_SANDBOX_COLOR"],
])("%s it refuses to run", async (_, env, name) => {
  const child = start(env);
  expect(await outputOf(child)).toMatch(name);
  expect(child.exitCode).toBe(1);
});
