import { hash as hashArgon2 } from "@node-rs/argon2";
import { hash as hashBcrypt } from "@node-rs/bcrypt";
import pg from "pg";
import { uuidFromId } from "#mesh/kernel";
import { anEmail, aRegistration, ids, password } from "./builders.ts";
import { type Market, refusal, startMarket } from "./market.ts";

let market: Market;

beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market?.close());

const anImport = (change: object = {}) => ({
  email: anEmail(),
  displayName: "Ada",
  emailVerified: true,
  passwordHash: "",
  ...change,
});
type Imported = ReturnType<typeof anImport>;

const bring = async (accounts: Imported[], change: object = {}) => {
  const request = { accounts, requestId: "", validateOnly: false, ...change };
  const { results } = await market.imports.batchImportAccounts(request, market.admin);
  return results;
};

async function hashOf(userId: string): Promise<string> {
  const client = new pg.Client({ connectionString: market.env.DATABASE_URL });
  await client.connect();
  try {
    const text = "SELECT password_hash FROM auth.accounts WHERE user_id = $1";
    return (await client.query({ text, values: [uuidFromId(userId)] })).rows[0].password_hash;
  } finally {
    await client.end();
  }
}

const weak = { memoryCost: 8_192, timeCost: 1, parallelism: 1 };
const hashes: readonly (readonly [string, () => Promise<string>])[] = [
  ["bcrypt, $2b$", () => hashBcrypt(password, { cost: 6 })],
  ["bcrypt, $2y$", async () => (await hashBcrypt(password, { cost: 4 })).replace("$2b$", "$2y$")],
  ["bcrypt, $2a$", async () => (await hashBcrypt(password, { cost: 4 })).replace("$2b$", "$2a$")],
  ["a weaker Argon2id", () => hashArgon2(password, weak)],
];

test.each(hashes)(
  "who comes with %s signs in with the password they know, and is hashed anew by that",
  async (_, make) => {
    const passwordHash = await make();
    const account = anImport({ passwordHash });
    const [result] = await bring([account]);
    const userId = result?.userId ?? "";
    const wrong = market.auth.signIn({ ...account, password: "another password" });
    await expect(wrong).rejects.toThrow(refusal("CREDENTIALS_WRONG"));
    expect(await hashOf(userId)).toBe(passwordHash);
    const { email } = account;
    const pairs = await Promise.all([1, 2, 3].map(() => market.auth.signIn({ email, password })));
    expect(new Set(pairs.map((pair) => pair.userId))).toEqual(new Set([userId]));
    expect(await hashOf(userId)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await market.auth.signIn({ email, password });
    await expect(market.auth.signIn({ email, password: "another password" })).rejects.toThrow(
      refusal("CREDENTIALS_WRONG"),
    );
  },
);

test("an account without a password has none: nothing signs in to it until one is set", async () => {
  const account = anImport();
  const [result] = await bring([account]);
  expect(result).toEqual({ outcome: 1, userId: expect.stringMatching(/^usr_/) });
  await expect(market.auth.signIn({ ...account, password: "".padEnd(12, "x") })).rejects.toThrow(
    refusal("CREDENTIALS_WRONG"),
  );
});

test("what is there stays as it is, what cannot be verified is told, and the rest is opened and told of", async () => {
  const there = aRegistration();
  const { userId } = await market.auth.register(there);
  const passwordHash = await hashBcrypt("somebody else's", { cost: 4 });
  const [young, old, odd] = [
    anImport(),
    anImport({ email: there.email.toUpperCase(), passwordHash }),
    anImport({ passwordHash: "$1$md5" }),
  ];
  const results = await bring([young, old, odd]);
  expect(results).toEqual([
    { outcome: 1, userId: expect.stringMatching(/^usr_/) },
    { outcome: 2, userId },
    { outcome: 3, userId: "" },
  ]);
  expect((await market.auth.signIn(there)).userId).toBe(userId);
  const { account } = await market.accounts.getAccount({ userId: results[0]?.userId ?? "" }, market.admin);
  expect(account).toMatchObject({ displayName: "Ada", emailVerified: true, roles: ["customer"] });
});

test("a batch is brought once under its key, and not if it is only tried; an e-mail comes once", async () => {
  const [first, second] = [anImport(), anImport()];
  const requestId = ids.uuid();
  const tried = await bring([first], { validateOnly: true });
  const results = await bring([first, second], { requestId });
  expect(results[0]?.userId).not.toBe(tried[0]?.userId);
  expect(await bring([first, second], { requestId })).toEqual(results);
  expect((await bring([first, second])).map(({ outcome }) => outcome)).toEqual([2, 2]);
  await expect(bring([first, { ...second, email: first.email.toUpperCase() }])).rejects.toThrow(
    refusal("INVALID_REQUEST"),
  );
});
