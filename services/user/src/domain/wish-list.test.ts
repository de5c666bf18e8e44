import { after, aWish, aWishList, ids, noon } from "../../test/builders.ts";
import { changeWishList, newWishList, wishListFor } from "./wish-list.ts";
import { keepWish, mostWishListItems, withoutNote } from "./wish-list-item.ts";

const nameless = expect.objectContaining({
  reason: "INVALID_REQUEST",
  fields: [expect.objectContaining({ field: "wish_list.name" })],
});

test.each(["", "   ", "\t\n"])("a list cannot be called %j", (name) => {
  const make = () => newWishList({ name, shared: false }, ids.next("usr"), ids.next("wsh"), noon);
  expect(make).toThrow(nameless);
  expect(() => changeWishList(aWishList(), { name }, "", noon)).toThrow(nameless);
});

test("a change of nothing is the same list, and any other one its next version", () => {
  const list = aWishList({ shared: true });
  expect(changeWishList(list, { name: list.name, shared: true }, "1", after(1))).toBe(list);
  const next = changeWishList(list, { name: "Home" }, "", after(1));
  expect(next).toEqual({ ...list, name: "Home", version: 2, updateTime: after(1) });
  expect(() => changeWishList(next, {}, "1", after(2))).toThrow(expect.objectContaining({ reason: "ETAG_MISMATCH" }));
});

test("others are told neither whose a list is nor what is noted", () => {
  const list = aWishList({ shared: true });
  expect(wishListFor(list.userId, list)).toBe(list);
  expect(wishListFor(ids.next("usr"), list)).toEqual({ ...list, userId: "" });
  const { item } = keepWish(list, undefined, aWish({ note: "for Eve" }), noon);
  expect(withoutNote(item)).toEqual({ ...item, note: "" });
});

test("a full list takes no other variant, and changes those that it has", () => {
  const full = aWishList({ itemCount: mostWishListItems, version: 700 });
  const refused = expect.objectContaining({ reason: "WISH_LIST_FULL", metadata: { limit: "500" } });
  expect(() => keepWish(full, undefined, aWish(), noon)).toThrow(refused);
  const known = { ...aWish({ note: "blue" }), number: 7, createTime: noon, updateTime: noon };
  const { list, item } = keepWish(full, known, { ...known, quantity: 2 }, after(1));
  expect(list).toEqual({ ...full, version: 701, updateTime: after(1) });
  expect(item).toMatchObject({ quantity: 2, number: 7, createTime: noon, updateTime: after(1) });
  expect(keepWish(full, known, known, after(1))).toEqual({ list: full, item: known });
});
