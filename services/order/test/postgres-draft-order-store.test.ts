import { uuidFromId } from "#mesh/kernel";
import { statement } from "#mesh/store";
import type { DraftOrderStore } from "../src/app/ports/draft-orders.ts";
import { type DraftOrder, discardDraftOrder } from "../src/domain/draft-order.ts";
import { postgresDraftOrderStore } from "../src/store/postgres-draft-order-store.ts";
import { aDraftOrder, ids, later } from "./cart-builders.ts";
import { type OrderDatabase, openOrderDatabase } from "./checkout-shop.ts";
import { draftOrderStoreContract } from "./draft-order-store.contract.ts";

let opened: OrderDatabase;
let store: DraftOrderStore;

beforeAll(async () => {
  opened = await openOrderDatabase();
  store = postgresDraftOrderStore(opened.database);
});

afterAll(() => opened?.close());

draftOrderStoreContract(() => store);

const audit = statement<{ actor: string; action: string; reason: string; time: Date; document: unknown }>(
  "test.audit",
  "SELECT actor, action, reason, time, document FROM order_audit WHERE draft_order_id = $1 ORDER BY audit_id",
);
const auditOf = ({ draftOrderId }: DraftOrder) => opened.database.query(audit, [uuidFromId(draftOrderId)]);

test("the audit log says who entered and who discarded a draft, and nothing of what was refused", async () => {
  const draft = await store.create(() => aDraftOrder());
  const actor = ids.next("usr");
  const discarding = {
    draftOrderId: draft.draftOrderId,
    actor,
    decide: (of: DraftOrder) => discardDraftOrder(of, later),
  };
  await store.discard(discarding);
  await expect(store.discard(discarding)).rejects.toMatchObject({ reason: "DRAFT_NOT_OPEN" });
  const [line] = draft.lines;
  expect(await auditOf(draft)).toEqual([
    {
      actor: uuidFromId(draft.createdBy),
      action: "DRAFT_CREATED",
      reason: draft.reason,
      time: draft.createTime,
      document: {
        currencyCode: "EUR",
        total: { currencyCode: "EUR", minorUnits: "1800" },
        lines: [
          {
            lineId: line?.lineId,
            variantId: line?.variantId,
            quantity: "2",
            manualUnitPrice: { currencyCode: "EUR", minorUnits: "900" },
          },
        ],
      },
    },
    { actor: uuidFromId(actor), action: "DRAFT_DISCARDED", reason: "", time: later, document: {} },
  ]);
});
