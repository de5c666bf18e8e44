import { uuidFromId } from "#mesh/kernel";
import { statement } from "#mesh/store";
import { postgresCreditStore } from "../src/store/postgres-credit-store.ts";
import { noon } from "./cart-builders.ts";
import { aRequest, type OrderDatabase, openOrderDatabase } from "./checkout-shop.ts";
import { aCredit } from "./credit-builders.ts";
import { creditStoreContract } from "./credit-store.contract.ts";

let opened: OrderDatabase;

beforeAll(async () => {
  opened = await openOrderDatabase();
});

afterAll(() => opened?.close());

const clear = statement<never>("t.clear_credits", "TRUNCATE credits, order_audit, outbox");

creditStoreContract(async () => {
  await opened.database.query(clear);
  return postgresCreditStore(opened.database);
});

const audit = statement<object>(
  "t.credit_audit",
  "SELECT actor, time, action, draft_order_id, reason, document FROM order_audit WHERE credit_id = $1",
);
const told = statement<object>("t.credit_events", "SELECT subject, key, version FROM outbox WHERE key = $1");

test("a credit leaves an entry in the audit log and one event, also when it is asked for again", async () => {
  const store = postgresCreditStore(opened.database);
  const request = aRequest("usr_1");
  const credit = await store.create(() => aCredit(), request);
  await store.create(() => aCredit(), request);
  const [line] = credit.lines;
  expect(await opened.database.query(audit, [uuidFromId(credit.creditId)])).toEqual([
    {
      actor: uuidFromId(credit.createdBy),
      time: noon,
      action: "CREDIT_BOOKED",
      draft_order_id: null,
      reason: credit.reason,
      document: {
        currencyCode: "EUR",
        businessTime: noon.toISOString(),
        total: { currencyCode: "EUR", minorUnits: "1500" },
        lines: [{ variantId: line?.variantId, quantity: "2", unitPrice: { currencyCode: "EUR", minorUnits: "750" } }],
      },
    },
  ]);
  expect(await opened.database.query(told, [credit.creditId])).toEqual([
    { subject: "order.v1.credit_booked", key: credit.creditId, version: 1n },
  ]);
});
