import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { layoutOf } from "./layout.ts";
import { localStripe } from "./local-stripe.ts";
import { serviceEnv } from "./service-env.ts";

const url = "http://127.0.0.1:8080";
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "stripe-"));
});

afterEach(() => rm(folder, { recursive: true }));

test("its keys are made once, at random, and kept for the owner only", async () => {
  const layout = layoutOf(folder);
  const first = await localStripe(layout, url);
  const again = await localStripe(layout, url);
  const keysOf = ({ paymentEnv }: typeof first) => [
    paymentEnv.PAYMENT_STRIPE_SECRET_KEY,
    paymentEnv.PAYMENT_STRIPE_WEBHOOK_SECRET,
  ];
  expect(keysOf(again)).toEqual(keysOf(first));
  expect(keysOf(first)).toEqual([expect.stringMatching(/^sk_test_\w{48}$/), expect.stringMatching(/^whsec_\w{48}$/)]);
  expect((await stat(join(layout.stripe, "keys.json"))).mode & 0o777).toBe(0o600);
  const other = await localStripe(layoutOf(join(folder, "other")), url);
  expect(keysOf(other)).not.toEqual(keysOf(first));
});

test("it answers to its key alone, and stops", async () => {
  const { unit, paymentEnv } = await localStripe(layoutOf(folder), url);
  const running = await unit.start(new AbortController().signal);
  const ask = (key: string | undefined) =>
    fetch(`${paymentEnv.PAYMENT_STRIPE_URL}/v1/payment_intents?limit=1`, {
      headers: { authorization: `Bearer ${key}` },
    });
  expect((await ask(paymentEnv.PAYMENT_STRIPE_SECRET_KEY)).status).toBe(200);
  expect((await ask("sk_test_other")).status).toBe(401);
  await running.stop();
}, 30_000);

test("payment is told where it is, unless payments go to Stripe itself", async () => {
  const stripe = await localStripe(layoutOf(folder), url);
  const account = { email: "a@ultramarket.example", password: "for the test" };
  const accounts = { admin: account, customer: account, file: "f", areNew: true, madeUp: [], unchanged: [] };
  const identities = { env: {}, signingKey: "key", certificatesOf: () => "" };
  const returnUrl = `${url}/`;
  const local = serviceEnv({ identities, accounts, stripe, returnUrl });
  expect(local.payment).toEqual({ PAYMENT_RETURN_URL: returnUrl, ...stripe.paymentEnv });
  expect(local.auth).toEqual({
    AUTH_SIGNING_KEY: "key",
    AUTH_BOOTSTRAP_ADMIN_EMAIL: account.email,
    AUTH_BOOTSTRAP_ADMIN_PASSWORD: account.password,
  });
  const remote = serviceEnv({ identities, accounts, stripe: undefined, returnUrl });
  expect(remote.payment).toEqual({ PAYMENT_RETURN_URL: returnUrl });
});
