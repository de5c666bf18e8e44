import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret } from "#mesh/config";
import { type Layout, layoutOf } from "../layout.ts";
import { openSandboxes, sandboxUnits } from "./sandboxes.ts";

const url = "http://127.0.0.1:8080";
const all = { paymentProvider: "stripe-sandbox", carrier: "sandbox", smtpUrl: undefined } as const;
let folder: string;
let layout: Layout;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sandboxes-"));
  layout = layoutOf(folder);
});

afterEach(() => rm(folder, { recursive: true }));

async function open(where = layout) {
  const sandboxes = await openSandboxes(all, where, url);
  return { sandboxes, env: Object.assign({}, ...sandboxes.map(({ serviceEnv }) => serviceEnv)) };
}

test("keys are made once, at random, and kept for the owner only", async () => {
  const keysOf = ({ env }: Awaited<ReturnType<typeof open>>) => [
    env.PAYMENT_STRIPE_SECRET_KEY,
    env.PAYMENT_STRIPE_WEBHOOK_SECRET,
    env.SHIPPING_CARRIER_KEY,
  ];
  const first = keysOf(await open());
  expect(keysOf(await open())).toEqual(first);
  expect(first).toEqual([
    expect.stringMatching(/^sk_test_\w{48}$/),
    expect.stringMatching(/^whsec_\w{48}$/),
    expect.stringMatching(/^carrier_\w{48}$/),
  ]);
  for (const where of [layout.stripe, layout.carrier]) {
    expect((await stat(join(where, "keys.json"))).mode & 0o777).toBe(0o600);
  }
  const other = keysOf(await open(layoutOf(join(folder, "other"))));
  expect(other.filter((key) => first.includes(key))).toEqual([]);
});

test("one process answers for all of them, to their keys alone, and stops", async () => {
  const { sandboxes, env } = await open();
  const [unit] = sandboxUnits(sandboxes, layout);
  const running = await unit?.start(new AbortController().signal);
  expect(running?.details).toEqual({
    stripe: env.PAYMENT_STRIPE_URL,
    carrier: env.SHIPPING_CARRIER_URL,
    smtp: env.NOTIFICATION_SMTP_URL,
  });
  const ask = async (key: string) => {
    const headers = { authorization: `Bearer ${key}` };
    return (await fetch(`${env.PAYMENT_STRIPE_URL}/v1/payment_intents?limit=1`, { headers })).status;
  };
  expect([await ask(env.PAYMENT_STRIPE_SECRET_KEY), await ask("sk_test_other")]).toEqual([200, 401]);
  await running?.stop();
}, 30_000);

test("outside parties that the settings name have no sandbox", async () => {
  const smtpUrl = new Secret("smtp://mail.ultramarket.example");
  const sandboxes = await openSandboxes({ paymentProvider: "stripe", carrier: "api", smtpUrl }, layout, url);
  expect(sandboxes).toEqual([]);
  expect(sandboxUnits(sandboxes, layout)).toEqual([]);
});
