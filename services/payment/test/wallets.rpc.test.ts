import fc from "fast-check";
import pg from "pg";
import { TransferKind } from "#gen/grpc/ultramarket/payment/v1/wallet.ts";
import { WalletDeskServiceService, WalletServiceService } from "#gen/grpc/ultramarket/payment/v1/wallet_service.ts";
import { type Client, createClient } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { sentStatements } from "#mesh/testing";
import { paymentService } from "../src/service.ts";
import { ids } from "./builders.ts";
import { fakeAuth } from "./fake-auth.ts";
import { type PaymentSandbox, startPaymentSandbox } from "./payment-sandbox.ts";

let sandbox: PaymentSandbox;
let market: TestHost;
let owner: pg.Pool;
let wallets: Client<typeof WalletServiceService>;
let desk: Client<typeof WalletDeskServiceService>;
let staff: { token: string };
const accounts = new Set<string>();

beforeAll(async () => {
  sandbox = await startPaymentSandbox();
  market = await startTestHost({ services: [fakeAuth(accounts), paymentService], env: sandbox.env });
  owner = new pg.Pool({ connectionString: market.env.DATABASE_URL, max: 1 });
  wallets = createClient(WalletServiceService, market.host.channelTo("payment", "gateway"));
  desk = createClient(WalletDeskServiceService, market.host.channelTo("payment", "gateway"));
  staff = { token: await market.tokenFor(["payment.read", "payment.write"]) };
});

afterAll(async () => {
  await owner?.end();
  await market?.close();
  await sandbox?.close();
});

const refusal = (reason: string) => expect.objectContaining({ reason });
const euros = (minorUnits: bigint) => ({ currencyCode: "EUR", minorUnits });
const key = () => ({ requestId: ids.uuid() });

async function aCustomer(balance = 0n) {
  const userId = ids.next("usr");
  accounts.add(userId);
  if (balance > 0n) await adjust(userId, balance);
  return { userId, token: await market.tokenFor([], userId) };
}

const adjust = (userId: string, minorUnits: bigint, more = key()) =>
  desk.adjustWallet({ userId, amount: euros(minorUnits), note: "goodwill", ...more }, staff);

const give = (from: { token: string }, to: string, minorUnits: bigint, more = key()) =>
  wallets.giveMoney({ recipientUserId: to, amount: euros(minorUnits), note: "happy birthday", ...more }, from);

const first = { pageSize: 0, pageToken: "" };
async function balanceOf(who: { token: string }) {
  const found = await wallets.listWallets(first, who);
  return found.wallets.find(({ balance }) => balance?.currencyCode === "EUR")?.balance?.minorUnits ?? 0n;
}

test("what the staff gives is in the wallet and on its statement, once for its key", async () => {
  const customer = await aCustomer();
  const same = key();
  const { wallet } = await adjust(customer.userId, 500n, same);
  expect(wallet).toMatchObject({ userId: customer.userId, balance: euros(500n) });
  expect(await adjust(customer.userId, 500n, same)).toEqual({ wallet });
  await adjust(customer.userId, -200n);
  expect(await desk.listUserWallets({ userId: customer.userId, ...first }, staff)).toMatchObject({
    wallets: [{ walletId: wallet?.walletId, balance: euros(300n) }],
  });
  const { entries } = await wallets.listWalletEntries({ currencyCode: "EUR", ...first }, customer);
  expect(entries).toMatchObject([
    { number: 2n, kind: TransferKind.TRANSFER_KIND_DEBIT, amount: euros(-200n), balanceAfter: euros(300n) },
    { number: 1n, kind: TransferKind.TRANSFER_KIND_CREDIT, amount: euros(500n), note: "goodwill" },
  ]);
});

test("a gift leaves one wallet and comes to the other", async () => {
  const [giver, receiver] = [await aCustomer(1_000n), await aCustomer()];
  expect((await give(giver, receiver.userId, 400n)).wallet?.balance).toEqual(euros(600n));
  expect(await balanceOf(receiver)).toBe(400n);
});

test("who has less than that gives nothing, and neither wallet moves", async () => {
  const [giver, receiver] = [await aCustomer(100n), await aCustomer()];
  await expect(give(giver, receiver.userId, 101n)).rejects.toEqual(refusal("WALLET_FUNDS_INSUFFICIENT"));
  await expect(adjust(giver.userId, -101n)).rejects.toEqual(refusal("WALLET_FUNDS_INSUFFICIENT"));
  expect([await balanceOf(giver), await balanceOf(receiver)]).toEqual([100n, 0n]);
});

test.each([
  ["nothing", 0n],
  ["less than nothing", -5n],
  ["more than there can be", 10n ** 15n + 1n],
])("a gift of %s is refused", async (_, minorUnits) => {
  const [giver, receiver] = [await aCustomer(100n), await aCustomer()];
  await expect(give(giver, receiver.userId, minorUnits)).rejects.toEqual(
    expect.objectContaining({ fields: [expect.objectContaining({ field: "amount.minor_units" })] }),
  );
});

test("nobody gives to themselves, or to somebody without an account, whom the staff may give something", async () => {
  const giver = await aCustomer(100n);
  await expect(give(giver, giver.userId, 1n)).rejects.toEqual(refusal("INVALID_REQUEST"));
  await expect(give(giver, ids.next("usr"), 1n)).rejects.toEqual(refusal("WALLET_OWNER_UNKNOWN"));
  expect((await adjust(ids.next("usr"), 1n)).wallet?.balance).toEqual(euros(1n));
});

test("of many gifts at once as many succeed as the wallet holds", async () => {
  const [giver, receiver] = [await aCustomer(500n), await aCustomer()];
  const tries = await Promise.allSettled(Array.from({ length: 30 }, () => give(giver, receiver.userId, 50n)));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
  expect([await balanceOf(giver), await balanceOf(receiver)]).toEqual([0n, 500n]);
});

test("the statement is read page by page", async () => {
  const customer = await aCustomer();
  for (let index = 1n; index <= 5n; index++) await adjust(customer.userId, index);
  const numbers: bigint[] = [];
  let pageToken = "";
  do {
    const page = await wallets.listWalletEntries({ currencyCode: "EUR", pageSize: 2, pageToken }, customer);
    numbers.push(...page.entries.map(({ number }) => number));
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  expect(numbers).toEqual([5n, 4n, 3n, 2n, 1n]);
});

const ledger = (sql: string, values: readonly unknown[] = []) =>
  owner.query(
    `BEGIN; SET LOCAL search_path = payment; ${sql}; COMMIT`.replace(/\$(\d)/g, (_, n) => `'${values[n - 1]}'`),
  );

describe("the database itself refuses", () => {
  const someTransfer = "(SELECT transfer_id FROM ledger_transfers LIMIT 1)";
  const someAccount = "(SELECT account_id FROM ledger_accounts WHERE kind = 'WALLET' LIMIT 1)";
  const anotherTransfer = `INSERT INTO ledger_transfers VALUES ($1, 'CREDIT', now())`;

  beforeAll(async () => {
    await aCustomer(100n);
  });

  afterEach(() => owner.query("ROLLBACK"));

  test.each([
    ["a changed entry", "UPDATE ledger_entries SET amount = amount + 1", "only ever added"],
    ["a removed entry", "DELETE FROM ledger_entries", "only ever added"],
    ["an emptied ledger", "TRUNCATE ledger_entries", "only ever added"],
    ["a changed transfer", "UPDATE ledger_transfers SET kind = 'GIFT'", "only ever added"],
    ["a removed account", "DELETE FROM ledger_accounts", "only ever added"],
    ["a balance without an entry", `UPDATE ledger_accounts SET balance = 1 WHERE account_id = ${someAccount}`, "alone"],
    ["an account of another", `UPDATE ledger_accounts SET user_id = $1 WHERE account_id = ${someAccount}`, "alone"],
    ["an account that begins rich", "INSERT INTO ledger_accounts VALUES ($1, 'WALLET', $1, 'EUR', 5, 1)", "alone"],
    ["one side alone", `${anotherTransfer}; INSERT INTO ledger_entries VALUES ($1, ${someAccount}, 5)`, "not balanced"],
    ["an entry of nothing", `INSERT INTO ledger_entries VALUES (${someTransfer}, ${someAccount}, 0)`, "check"],
    [
      "two currencies in one transfer",
      `${anotherTransfer}; INSERT INTO ledger_accounts VALUES ($1, 'MARKET', NULL, 'JPY');
       INSERT INTO ledger_entries VALUES ($1, ${someAccount}, 5), ($1, $1, -5)`,
      "not balanced",
    ],
  ])("%s", async (_, sql, message) => {
    await expect(ledger(sql, [ids.uuid()])).rejects.toThrow(message);
  });
});

test("whatever moves, nothing is made and nothing is lost", async () => {
  const people = await Promise.all(Array.from({ length: 4 }, () => aCustomer(1_000n)));
  const nth = fc.nat(people.length - 1);
  const move = fc.tuple(nth, nth, fc.bigInt({ min: -600n, max: 600n }));
  const run = async (moves: readonly (readonly [number, number, bigint])[]) => {
    const before = await Promise.all(people.map(balanceOf));
    const expected = [...before];
    await Promise.allSettled(
      moves.map(async ([from, to, amount]) => {
        const [a, b] = [people[from], people[to]];
        if (a === undefined || b === undefined) return;
        if (from === to) {
          await adjust(a.userId, amount);
          expected[from] = (expected[from] ?? 0n) + amount;
        } else {
          await give(a, b.userId, amount);
          expected[from] = (expected[from] ?? 0n) - amount;
          expected[to] = (expected[to] ?? 0n) + amount;
        }
      }),
    );
    expect(await Promise.all(people.map(balanceOf))).toEqual(expected);
  };
  await fc.assert(fc.asyncProperty(fc.array(move, { maxLength: 12 }), run), { numRuns: 15 });
  const { rows } = await owner.query(
    `SELECT sum(amount) AS made FROM payment.ledger_entries JOIN payment.ledger_accounts USING (account_id) GROUP BY currency_code`,
  );
  expect(rows).toEqual([{ made: "0" }]);
});

test("a transfer costs two statements of its own", async () => {
  const [giver, receiver] = [await aCustomer(100n), await aCustomer()];
  const sent = await sentStatements(() => give(giver, receiver.userId, 1n));
  expect(sent.map(({ name }) => name).filter((name) => name?.startsWith("payment.wallet"))).toEqual([
    "payment.wallet.open_accounts",
    "payment.wallet.book",
  ]);
});
