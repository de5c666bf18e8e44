import type { CreditFilter, CreditKey, CreditStore } from "../src/app/ports/credits.ts";
import type { Credit } from "../src/domain/credit.ts";
import { euros, ids, noon } from "./cart-builders.ts";
import { aRequest } from "./checkout-shop.ts";
import { aCredit } from "./credit-builders.ts";

const minute = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);

/** What every engine that keeps credits must do; each test gets an empty one. */
export function creditStoreContract(open: () => Promise<CreditStore>): void {
  let store: CreditStore;

  beforeEach(async () => {
    store = await open();
  });

  const book = (change: Partial<Credit> = {}, request = aRequest("usr_1")) =>
    store.create(() => aCredit(change), request);

  /** The ids of the list, read by pages of two. */
  async function listed(filter: CreditFilter): Promise<readonly string[]> {
    const seen: Credit[] = [];
    let page = await store.page(filter, undefined, 2);
    for (; page.nextKey !== undefined; page = await store.page(filter, page.nextKey, 2)) seen.push(...page.items);
    return [...seen, ...page.items].map(({ creditId }) => creditId);
  }

  test("a credit comes back as it was booked", async () => {
    const most = euros(2n ** 63n - 1n);
    const line = { sku: "M", name: "Mug", quantity: 1n, unitPrice: most, total: most };
    const lines = [1, 2].map(() => ({ ...line, variantId: ids.next("var") }));
    const full = await book({
      userId: ids.next("usr"),
      lines,
      total: most,
      externalReference: "C1",
      createTime: minute(1),
    });
    const bare = await book();
    expect(await store.find(full.creditId)).toEqual(full);
    expect(await store.find(bare.creditId)).toEqual(bare);
    expect(await store.find(ids.next("crd"))).toBeUndefined();
    expect((await store.page({}, undefined, 9)).items).toContainEqual(full);
  });

  test("one request key makes one credit", async () => {
    const request = aRequest("usr_1");
    const first = await book({}, request);
    const again = store.create(() => {
      throw new Error("decided again");
    }, request);
    expect(await again).toEqual(first);
    expect(await listed({})).toEqual([first.creditId]);
  });

  test("lists are newest first by business time, then by id, and of a window and a user", async () => {
    const userId = ids.next("usr");
    const made: Credit[] = [];
    const times = [3, 1, 2, 2, 2].map(minute);
    for (const [index, businessTime] of times.entries()) {
      made.push(await book({ businessTime, userId: index % 2 === 0 ? userId : undefined }));
    }
    const [a, b, c, d, e] = made.map(({ creditId }) => creditId);
    expect(await listed({})).toEqual([a, e, d, c, b]);
    expect(await listed({ startTime: minute(2) })).toEqual([a, e, d, c]);
    expect(await listed({ endTime: minute(3) })).toEqual([e, d, c, b]);
    expect(await listed({ startTime: minute(2), endTime: minute(3) })).toEqual([e, d, c]);
    expect(await listed({ startTime: minute(3), endTime: minute(2) })).toEqual([]);
    expect(await listed({ userId })).toEqual([a, e, c]);
    expect(await listed({ userId, startTime: minute(2), endTime: minute(3) })).toEqual([e, c]);
    expect(await listed({ userId: ids.next("usr") })).toEqual([]);
  });

  test("a page ends before it has too many lines for an answer", async () => {
    const line = { sku: "M", name: "Mug", quantity: 1n, unitPrice: euros(1n), total: euros(1n) };
    const lines = Array.from({ length: 2_000 }, () => ({ ...line, variantId: ids.next("var") }));
    const made = [];
    for (const time of [3, 2, 1]) made.push(await book({ businessTime: minute(time), lines, total: euros(2_000n) }));
    const [first, second, third] = made;
    const page = async (after?: CreditKey) => {
      const { items, nextKey } = await store.page({}, after, 9);
      return [nextKey, items.map(({ creditId }) => creditId)] as const;
    };
    const [nextKey, shown] = await page();
    expect(shown).toEqual([first?.creditId, second?.creditId]);
    expect(await page(nextKey)).toEqual([undefined, [third?.creditId]]);
  });
}
