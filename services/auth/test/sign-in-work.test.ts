import type { Visitor } from "../src/app/ports.ts";
import { openPasswords } from "../src/crypto/passwords.ts";
import { openApp, type TestApp } from "./app.ts";
import { ids } from "./builders.ts";

const tries = process.env.TORTURE === "1" ? 200 : 40;
/** So often may a noisy machine spoil the comparison; work that differs would differ each time. */
const rounds = 3;
const most = 1.1;
const password = "correct horse battery";
const stranger: Visitor = { kind: "stranger" };

let verified = 0;
let app: TestApp;

beforeAll(async () => {
  const passwords = await openPasswords();
  const counted: typeof passwords = {
    ...passwords,
    verify(...args) {
      verified += 1;
      return passwords.verify(...args);
    },
  };
  app = await openApp({ passwords: counted });
}, 30_000);

afterAll(() => app?.close());

const anEmail = () => `${ids.uuid()}@example.com`;

async function anAccount(): Promise<string> {
  const email = anEmail();
  await app.app.register(stranger, { email, password, displayName: "", client: undefined });
  return email;
}

/** Milliseconds that it takes to be refused. */
async function refused(email: string): Promise<number> {
  const start = performance.now();
  const signingIn = app.app.signIn(stranger, { email, password: "not the password" });
  await expect(signingIn).rejects.toMatchObject({ reason: "CREDENTIALS_WRONG" });
  return performance.now() - start;
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/**
 * How much longer it takes to refuse strangers than wrong passwords: the median of pairs, one right after the other and
 * each kind first in turn, so that what else the machine does weighs on both.
 */
async function ratio(): Promise<number> {
  const ratios: number[] = [];
  const accounts = await Promise.all(Array.from({ length: tries }, anAccount));
  for (const [index, email] of accounts.entries()) {
    const before = index % 2 === 0 ? undefined : await refused(anEmail());
    const known = await refused(email);
    ratios.push((before ?? (await refused(anEmail()))) / known);
  }
  return median(ratios);
}

test("one password is verified, whether there is an account or not", async () => {
  const email = await anAccount();
  const work = async (sign: () => Promise<unknown>) => {
    const before = verified;
    await sign();
    return verified - before;
  };
  expect(await work(() => refused(anEmail()))).toBe(1);
  expect(await work(() => refused(email))).toBe(1);
  expect(await work(() => app.app.signIn(stranger, { email, password }))).toBe(1);
});

test("how long a refusal takes does not tell whether there is an account", async () => {
  const seen: number[] = [];
  do seen.push(await ratio());
  while (!(Math.max(seen.at(-1) ?? 0, 1 / (seen.at(-1) ?? 0)) < most) && seen.length < rounds);
  const last = seen.at(-1) ?? 0;
  expect(Math.max(last, 1 / last)).toBeLessThan(most);
}, 120_000);
