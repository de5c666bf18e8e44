import type { RequestKey } from "#mesh/kernel";
import type { WishListStore } from "../src/app/ports.ts";
import type { UserId } from "../src/domain/ids.ts";
import { changeWishList, type WishList } from "../src/domain/wish-list.ts";
import { keepWish, type Wish } from "../src/domain/wish-list-item.ts";
import { after, aWish, aWishList, ids, noon } from "./builders.ts";
import { aRequest, refusal, type UserStores } from "./user-stores.contract.ts";

/** Puts the wish on the list. */
export const keep = (
  wishLists: WishListStore,
  { userId, wishListId }: Pick<WishList, "userId" | "wishListId">,
  wish: Wish = aWish(),
  request?: RequestKey,
) =>
  wishLists.keepItem(
    userId,
    wishListId,
    wish.variantId,
    (list, known) => keepWish(list, known, wish, after(1)),
    request,
  );

/** A new list with as many items. */
export async function filled(wishLists: WishListStore, items: number, change: Partial<WishList> = {}) {
  const list = await wishLists.add(aWishList(change));
  for (let count = 0; count < items; count++) await keep(wishLists, list);
  return list;
}

const changed = "user.v1.wish_list_changed";
const absent = refusal("RESOURCE_NOT_FOUND");

/** What every engine that keeps wish lists must do. */
export function wishListStoreContract(stores: () => UserStores): void {
  const lists = () => stores().wishLists;
  const rename = ({ userId, wishListId }: WishList, change: object, etag = "") =>
    lists().change(userId, wishListId, (was) => changeWishList(was, change, etag, after(2)));
  const all = async (userId: UserId) => (await lists().page(userId, undefined, 100)).items;
  const items = async ({ userId, wishListId }: WishList) =>
    (await lists().items(userId, wishListId, undefined, 600))?.items ?? [];

  afterEach(async () => {
    expect(await stores().audit()).toEqual([]);
  });

  test("a list is kept as it was added, changed by its version, and a change of nothing is none", async () => {
    const list = await filled(lists(), 0);
    expect(await lists().find(list.userId, list.wishListId)).toEqual(list);
    const shared = await rename(list, { shared: true }, "1");
    expect(shared).toEqual({ ...list, shared: true, version: 2, updateTime: after(2) });
    await expect(rename(list, { name: "Late" }, "1")).rejects.toThrow(refusal("ETAG_MISMATCH"));
    expect(await rename(list, { shared: true, name: list.name })).toEqual(shared);
    expect(await lists().find(list.userId, list.wishListId)).toEqual(shared);
    expect(await stores().told(list.wishListId)).toEqual({ [changed]: [1, 2] });
  });

  test("a variant that is wished for again changes its item, which keeps its place", async () => {
    const list = await filled(lists(), 0);
    const wish = aWish({ note: "the blue one" });
    const first = await keep(lists(), list, wish);
    expect(first).toMatchObject({ ...wish, number: 2 });
    const second = await keep(lists(), list);
    expect(await keep(lists(), list, wish)).toEqual(first);
    const more = await keep(lists(), list, { ...wish, quantity: 3, note: "" });
    expect(more).toEqual({ ...first, quantity: 3, note: "" });
    expect(await items(list)).toEqual([second, more]);
    expect(await lists().find(list.userId, list.wishListId)).toMatchObject({ itemCount: 2, version: 4 });
    expect(await stores().told(list.wishListId)).toEqual({ [changed]: [1, 2, 3, 4] });
  });

  test("the same variant wished for 20 times at once is one item, and each change has its version", async () => {
    const list = await filled(lists(), 0);
    const { variantId } = aWish();
    const wishes = Array.from({ length: 20 }, (_, index) => aWish({ variantId, quantity: index + 1 }));
    const kept = await Promise.all(wishes.map((wish) => keep(lists(), list, wish)));
    expect(new Set(kept.map(({ number }) => number))).toEqual(new Set([2]));
    expect((await items(list)).length).toBe(1);
    expect(await lists().find(list.userId, list.wishListId)).toMatchObject({ itemCount: 1, version: 21 });
    const { [changed]: versions = [] } = await stores().told(list.wishListId);
    expect(versions).toEqual(versions.map((_, index) => index + 1));
  });

  test("what is taken from a list, or a list itself, is taken once, however many take it", async () => {
    const list = await filled(lists(), 1);
    const wish = aWish();
    await keep(lists(), list, wish);
    const { userId, wishListId } = list;
    const taken = async (take: () => Promise<void>) => {
      const outcomes = await Promise.allSettled(Array.from({ length: 5 }, take));
      const failed = outcomes.filter(({ status }) => status === "rejected");
      expect(failed).toEqual(Array.from({ length: 4 }, () => ({ status: "rejected", reason: absent })));
    };
    await taken(() => lists().removeItem(userId, wishListId, wish.variantId, after(3)));
    expect((await items(list)).length).toBe(1);
    await taken(() => lists().remove(userId, wishListId));
    expect(await all(userId)).toEqual([]);
    await expect(keep(lists(), list)).rejects.toThrow(absent);
    expect(await stores().told(wishListId)).toEqual({ [changed]: [1, 2, 3, 4, 5] });
  });

  test("others read a list only while it is shared, and never change it", async () => {
    const list = await filled(lists(), 1);
    const reader = ids.next("usr");
    const read = async () => [
      await lists().find(reader, list.wishListId),
      (await lists().items(reader, list.wishListId, undefined, 10))?.items.length,
    ];
    expect(await read()).toEqual([undefined, undefined]);
    const shared = await rename(list, { shared: true });
    expect(await read()).toEqual([shared, 1]);
    const stolen = { ...shared, userId: reader };
    const wish = (await items(list))[0] ?? aWish();
    await expect(rename(stolen, { name: "Mine" })).rejects.toThrow(absent);
    await expect(keep(lists(), stolen)).rejects.toThrow(absent);
    await expect(lists().removeItem(reader, list.wishListId, wish.variantId, noon)).rejects.toThrow(absent);
    await expect(lists().remove(reader, list.wishListId)).rejects.toThrow(absent);
    expect(await all(reader)).toEqual([]);
    await rename(list, { shared: false });
    expect(await read()).toEqual([undefined, undefined]);
  });

  test("lists and items come newest first, page by page, each once", async () => {
    const list = await filled(lists(), 5);
    const { userId, wishListId } = list;
    for (let count = 0; count < 2; count++) await filled(lists(), 0, { userId });
    const first = await lists().page(userId, undefined, 2);
    const rest = await lists().page(userId, first.nextKey, 2);
    expect([...first.items, ...rest.items]).toEqual(await all(userId));
    expect(rest).toMatchObject({ items: [{ wishListId }], nextKey: undefined });
    const some = await lists().items(userId, wishListId, undefined, 3);
    const more = await lists().items(userId, wishListId, some?.nextKey, 3);
    const numbers = [...(some?.items ?? []), ...(more?.items ?? [])].map(({ number }) => number);
    expect([numbers, more?.nextKey]).toEqual([[6, 5, 4, 3, 2], undefined]);
    expect(await lists().items(userId, wishListId, 2, 3)).toEqual({ items: [], nextKey: undefined, ownerId: userId });
  });

  test("a repeat under one request key adds one list and one item", async () => {
    const [list, request, other] = [aWishList(), aRequest(), aRequest()];
    const added = await Promise.all(
      [1, 2, 3].map(() => lists().add({ ...list, wishListId: ids.next("wsh") }, request)),
    );
    expect(added).toEqual(added.map(() => added[0]));
    const [only = list] = await all(list.userId);
    const wish = aWish();
    const kept = await Promise.all([1, 2, 3].map(() => keep(lists(), only, wish, other)));
    expect(kept).toEqual(kept.map(() => kept[0]));
    expect(await all(list.userId)).toMatchObject([{ itemCount: 1, version: 2 }]);
  });

  test("of 60 lists added at once 50 are kept, and the others refused with WISH_LISTS_FULL, which names the limit", async () => {
    const userId = ids.next("usr");
    const outcomes = await Promise.allSettled(Array.from({ length: 60 }, () => lists().add(aWishList({ userId }))));
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    const full = { reason: "WISH_LISTS_FULL", metadata: { limit: "50" } };
    expect(refused).toEqual(Array.from({ length: 10 }, () => expect.objectContaining(full)));
    const [first, ...others] = await all(userId);
    expect(others.length).toBe(49);
    if (first) await lists().remove(userId, first.wishListId);
    expect(await lists().add(aWishList({ userId }))).toMatchObject({ userId });
  });

  test("of items added at once to a list that lacks ten ten are kept, and the others refused with WISH_LIST_FULL", async () => {
    const list = await filled(lists(), 490);
    const outcomes = await Promise.allSettled(Array.from({ length: 15 }, () => keep(lists(), list)));
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    const full = { reason: "WISH_LIST_FULL", metadata: { limit: "500" } };
    expect(refused).toEqual(Array.from({ length: 5 }, () => expect.objectContaining(full)));
    const [known] = await items(list);
    expect(known && (await keep(lists(), list, { ...known, quantity: 7 }))).toMatchObject({ quantity: 7 });
    expect((await items(list)).length).toBe(500);
  });

  test("a guest's lists become the account's with their items, beside those of the same name, once for each event", async () => {
    const [guestId, userId] = [ids.next("usr"), ids.next("usr")];
    const own = await filled(lists(), 1, { userId });
    const list = await filled(lists(), 2, { userId: guestId, shared: true });
    const wished = await items(list);
    const request = aRequest();
    const takeOver = () => lists().takeOver(guestId, userId, after(9), request);
    await Promise.all([takeOver(), takeOver()]);
    expect(await all(guestId)).toEqual([]);
    const moved = { ...list, userId, itemCount: 2, version: 4, updateTime: after(9) };
    expect(await all(userId)).toEqual([moved, { ...own, itemCount: 1, version: 2, updateTime: after(1) }]);
    expect(await items(moved)).toEqual(wished);
    expect(await stores().told(list.wishListId)).toEqual({ [changed]: [1, 2, 3, 4] });
    await expect(keep(lists(), list)).rejects.toThrow(absent);
  });

  test("an account with nearly no room takes a guest's newest lists, and the others are gone with their items", async () => {
    const [guestId, userId] = [ids.next("usr"), ids.next("usr")];
    for (let count = 0; count < 49; count++) await filled(lists(), 0, { userId });
    const old = await filled(lists(), 1, { userId: guestId });
    const newest = await filled(lists(), 0, { userId: guestId });
    await lists().takeOver(guestId, userId, after(9));
    const [first, ...others] = await all(userId);
    expect(first).toEqual({ ...newest, userId, version: 2, updateTime: after(9) });
    expect(others.length).toBe(49);
    for (const reader of [guestId, userId]) expect(await lists().find(reader, old.wishListId)).toBeUndefined();
    expect(await stores().told(old.wishListId)).toEqual({ [changed]: [1, 2, 3] });
  });

  test("whoever adds, fills and removes lists while they move, each ends with one owner and nothing waits for ever", async () => {
    const [guestId, userId] = [ids.next("usr"), ids.next("usr")];
    const theirs: WishList[] = [];
    for (let count = 0; count < 8; count++) theirs.push(await filled(lists(), 1, { userId: guestId }));
    const outcomes = await Promise.allSettled([
      ...theirs.map((list, index) =>
        index % 2 === 0 ? lists().remove(guestId, list.wishListId) : keep(lists(), list),
      ),
      lists().takeOver(guestId, userId, after(9)),
      ...theirs.map((list) => keep(lists(), list)),
      lists().add(aWishList({ userId })),
      lists().add(aWishList({ userId: guestId })),
    ]);
    for (const outcome of outcomes) if (outcome.status === "rejected") expect(outcome.reason).toEqual(absent);
    for (const { wishListId } of theirs) {
      const { [changed]: versions = [] } = await stores().told(wishListId);
      expect(versions).toEqual(versions.map((_, index) => index + 1));
    }
  });
}
