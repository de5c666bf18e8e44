import type { RequestKey } from "#mesh/kernel";
import type { DraftOrderStore } from "../src/app/ports/draft-orders.ts";
import { type DraftOrder, discardDraftOrder } from "../src/domain/draft-order.ts";
import { aDraftOrder, anAddress, euros, ids, later, noon } from "./cart-builders.ts";

/** What every engine that keeps drafts must do. */
export function draftOrderStoreContract(store: () => DraftOrderStore): void {
  const create = (change: Partial<DraftOrder> = {}, request?: RequestKey) =>
    store().create(() => aDraftOrder(change), request);
  const discard = ({ draftOrderId }: DraftOrder, request?: RequestKey) =>
    store().discard(
      { draftOrderId, actor: ids.next("usr"), decide: (draft) => discardDraftOrder(draft, later) },
      request,
    );

  test("a draft comes back as it was created", async () => {
    const full = await create({
      userId: ids.next("usr"),
      email: "ada@example.org",
      shippingAddress: anAddress(),
      billingAddress: anAddress({ city: "Turin", countryCode: "IT" }),
      shippingPrice: euros(9_007_199_254_740_993n),
      businessTime: noon,
    });
    const bare = await create();
    expect(await store().find(full.draftOrderId)).toEqual(full);
    expect(await store().find(bare.draftOrderId)).toEqual(bare);
    expect(await store().find(ids.next("drf"))).toBeUndefined();
  });

  test("a draft is discarded once", async () => {
    const draft = await create();
    const discarded = await discard(draft);
    expect(discarded).toEqual({ ...draft, state: "DISCARDED", updateTime: later });
    expect(await store().find(draft.draftOrderId)).toEqual(discarded);
    await expect(discard(draft)).rejects.toMatchObject({ reason: "DRAFT_NOT_OPEN" });
    await expect(discard(aDraftOrder())).rejects.toMatchObject({ reason: "RESOURCE_NOT_FOUND" });
  });

  test("one request key makes one draft, which is told as it was entered, and one discarded draft", async () => {
    const request = (method: string) => ({ caller: "usr_1", method, key: ids.uuid(), hash: "a" });
    const [creation, discarding] = [request("/CreateDraftOrder"), request("/DiscardDraftOrder")];
    const draft = await create({}, creation);
    expect(await create({}, creation)).toEqual(draft);
    const discarded = await discard(draft, discarding);
    expect(await discard(draft, discarding)).toEqual(discarded);
    expect(await create({}, creation)).toEqual(draft);
  });

  test("pages show each draft once, newest first, with totals and without lines", async () => {
    const made: DraftOrder[] = [];
    for (let index = 0; index < 3; index++) made.push(await create());
    const [oldest, , newest] = made;
    if (oldest === undefined || newest === undefined) throw new Error("no drafts");
    await discard(oldest);
    const pages = async (state: DraftOrder["state"] | undefined) => {
      const seen: DraftOrder[] = [];
      let page = await store().page(state, undefined, 2);
      for (; page.nextKey !== undefined; page = await store().page(state, page.nextKey, 2)) seen.push(...page.items);
      return [...seen, ...page.items];
    };
    const known = new Set(made.map(({ draftOrderId }) => draftOrderId));
    const shown = async (state?: DraftOrder["state"]) =>
      (await pages(state)).map(({ draftOrderId }) => draftOrderId).filter((id) => known.has(id));
    const newestFirst = made.map(({ draftOrderId }) => draftOrderId).toReversed();
    expect(await shown()).toEqual(newestFirst);
    expect(await shown("OPEN")).toEqual(newestFirst.slice(0, 2));
    expect(await shown("DISCARDED")).toEqual([oldest.draftOrderId]);
    const listed = (await pages(undefined)).find(({ draftOrderId }) => draftOrderId === newest.draftOrderId);
    const { lines: _, steps: __, unpricedLineIds: ___, ...totals } = newest.quote;
    expect(listed).toMatchObject({ lines: [], quote: { ...totals, lines: [], steps: [] } });
  });
}
