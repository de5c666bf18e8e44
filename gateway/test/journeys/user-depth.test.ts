import pg from "pg";
import { createIds, systemClock, uuidFromId } from "#mesh/kernel";
import { eventually } from "#mesh/testing";
import { authService } from "../../../services/auth/src/service.ts";
import { userService } from "../../../services/user/src/service.ts";
import { startTestMarket, type TestMarket } from "./market.ts";
import { address, type Buyer, buyerWith, guest } from "./shop/buyer.ts";
import { customer } from "./shop/customer.ts";
import type { TokensJson } from "./shop/json.ts";
import { rest } from "./shop/rest.ts";

let market: TestMarket;

beforeAll(async () => {
  market = await startTestMarket({}, [authService, userService]);
}, 60_000);
afterAll(() => market?.close());

interface ConsentJson {
  readonly number: string;
  readonly purpose: string;
  readonly textVersion: string;
  readonly granted: boolean;
  readonly source: string;
  readonly createTime: string;
}

interface HistoryJson {
  readonly consents?: readonly ConsentJson[];
  readonly nextPageToken?: string;
}

const consents = "/v1/users/me/consents";
const offers = { purpose: "marketing_email", textVersion: "2026-11", granted: true, source: "checkout" };

test("consents with history: what was granted and withdrawn stays, the newest of a purpose holds", async () => {
  const [person, other] = [await customer(market.url), await customer(market.url)];
  const say = async (change: object) =>
    (await person.ask<{ consent: ConsentJson }>(`POST ${consents}`, { ...offers, ...change })).consent;
  const granted = await say({});
  const terms = await say({ purpose: "terms", textVersion: "v7" });
  const withdrawn = await say({ granted: false, source: "account" });
  const { consents: history } = await person.ask<HistoryJson>(`GET ${consents}`);
  expect(history).toEqual([withdrawn, terms, granted]);
  expect(history?.map(({ number }) => number)).toEqual(["3", "2", "1"]);
  expect(granted).toMatchObject({ ...offers, createTime: expect.stringMatching(/^\d{4}-/) });
  const { consents: newest } = await person.ask<HistoryJson>(`GET ${consents}?purpose=marketing_email&pageSize=1`);
  expect(newest).toEqual([withdrawn]);
  expect((await other.ask<HistoryJson>(`GET ${consents}`)).consents ?? []).toEqual([]);
});

test("consents with history: a repeat under one request id is one entry, whoever repeats at once", async () => {
  const { ask } = await customer(market.url);
  const say = (requestId: string) => ask<{ consent: ConsentJson }>(`POST ${consents}`, { ...offers, requestId });
  const answers = await Promise.all(["a", "a", "b", "c", "a"].map(say));
  expect(new Set(answers.map(({ consent }) => consent.number))).toEqual(new Set(["1", "2", "3"]));
  await expect(ask(`POST ${consents}`, { ...offers, granted: false, requestId: "a" })).rejects.toMatchObject({
    reason: "REQUEST_ID_REUSED",
  });
});

test("consents with history: pages follow each other, and a token of another purpose is refused", async () => {
  const { ask } = await customer(market.url);
  for (const textVersion of ["1", "2", "3"]) await ask(`POST ${consents}`, { ...offers, textVersion });
  const first = await ask<HistoryJson>(`GET ${consents}?pageSize=2`);
  const rest = await ask<HistoryJson>(`GET ${consents}?pageSize=2&pageToken=${first.nextPageToken}`);
  const versions = [...(first.consents ?? []), ...(rest.consents ?? [])].map(({ textVersion }) => textVersion);
  expect({ versions, end: rest.nextPageToken ?? "" }).toEqual({ versions: ["3", "2", "1"], end: "" });
  const elsewhere = ask(`GET ${consents}?purpose=terms&pageToken=${first.nextPageToken}`);
  await expect(elsewhere).rejects.toMatchObject({ reason: "PAGE_TOKEN_INVALID" });
});

test("consents with history: strangers are asked to sign in, and words of another form are refused", async () => {
  await expect(rest(market.url, `POST ${consents}`, { body: offers })).rejects.toMatchObject({ status: 401 });
  const { ask } = await customer(market.url);
  for (const wrong of [{ purpose: "Offers!" }, { textVersion: "" }, { source: "my kitchen" }]) {
    await expect(ask(`POST ${consents}`, { ...offers, ...wrong })).rejects.toMatchObject({ status: 400 });
  }
});

test("consents with history: the database itself changes and removes none", async () => {
  await (await customer(market.url)).ask(`POST ${consents}`, offers);
  const owner = new pg.Client({ connectionString: market.env.DATABASE_URL });
  await owner.connect();
  try {
    for (const sql of ["UPDATE", "DELETE FROM", "TRUNCATE"]) {
      const set = sql === "UPDATE" ? " SET granted = false" : "";
      await expect(owner.query(`${sql} "user".consents${set}`)).rejects.toThrow("rows of consents are only ever added");
    }
  } finally {
    await owner.end();
  }
});

test("profile, avatar, language and currency: a picture is an https URL, kept until it is taken away", async () => {
  const { ask } = await customer(market.url);
  const change = async (user: object) => (await ask<{ user: object }>("PATCH /v1/users/me", user)).user;
  const avatarUrl = "https://pictures.ultramarket.example/ada.png?size=64";
  expect(await change({ avatarUrl })).toMatchObject({ avatarUrl });
  expect(await change({ languageCode: "de", currencyCode: "EUR" })).toMatchObject({ avatarUrl, languageCode: "de" });
  const named = "https://ada:secret@pictures.ultramarket.example/";
  for (const wrong of ["http://ultramarket.example/ada.png", "javascript:alert(1)", "https://", "ada.png", named]) {
    await expect(change({ avatarUrl: wrong })).rejects.toMatchObject({ status: 400 });
  }
  expect(await ask("GET /v1/users/me")).toMatchObject({ user: { avatarUrl } });
  expect(await change({ avatarUrl: "" })).not.toHaveProperty("avatarUrl", avatarUrl);
});

test("address book with validation: a state or province that is none of its country's is refused by the field", async () => {
  const { ask } = await customer(market.url);
  const book = "/v1/users/me/addresses";
  const inUs = (regionCode: string) => ({
    address: { ...address, city: "Springfield", postalCode: "62701", countryCode: "US", regionCode },
  });
  const { address: kept } = await ask<{ address: { addressId: string } }>(`POST ${book}`, inUs("IL"));
  const refused = { status: 400, reason: "ADDRESS_INVALID" };
  await expect(ask(`POST ${book}`, inUs("XX"))).rejects.toMatchObject(refused);
  await expect(ask(`PATCH ${book}/${kept.addressId}`, inUs("ON"))).rejects.toMatchObject(refused);
  const response = await fetch(`${market.url}${book}`, {
    method: "POST",
    headers: { authorization: `Bearer ${(await customer(market.url)).token}`, "content-type": "application/json" },
    body: JSON.stringify(inUs("XX")),
  });
  expect(JSON.stringify(await response.json())).toContain('"field":"address.address.region_code"');
  for (const served of ["AE", "GU", "PW"]) await ask(`POST ${book}`, inUs(served));
});

interface WishListJson {
  readonly wishListId: string;
  readonly userId?: string;
  readonly name: string;
  readonly shared: boolean;
  readonly itemCount: number;
  readonly etag: string;
}

interface WishListsJson {
  readonly wishLists?: readonly WishListJson[];
  readonly nextPageToken?: string;
}

interface WishJson {
  readonly variantId: string;
  readonly quantity: string;
  readonly note?: string;
}

interface WishesJson {
  readonly items?: readonly WishJson[];
  readonly nextPageToken?: string;
}

const lists = "/v1/wish-lists";
const absent = { status: 404, reason: "RESOURCE_NOT_FOUND" };
const ids = createIds(systemClock);

/** What somebody does with wish lists. */
function wisher({ ask }: Pick<Buyer, "ask">) {
  const itemsOf = (wishListId: string) => `${lists}/${wishListId}/items`;
  return {
    ask,
    async make(name = "Birthday", more: object = {}) {
      return (await ask<{ wishList: WishListJson }>(`POST ${lists}`, { name, ...more })).wishList;
    },
    async wish(wishListId: string, change: object = {}) {
      const wanted = { variantId: ids.next("var"), quantity: 1, ...change };
      return (await ask<{ item: WishJson }>(`POST ${itemsOf(wishListId)}`, wanted)).item;
    },
    async read(wishListId: string) {
      return (await ask<{ wishList: WishListJson }>(`GET ${lists}/${wishListId}`)).wishList;
    },
    async change(wishListId: string, change: object, query = "") {
      return (await ask<{ wishList: WishListJson }>(`PATCH ${lists}/${wishListId}${query}`, change)).wishList;
    },
    async all() {
      return (await ask<WishListsJson>(`GET ${lists}?pageSize=100`)).wishLists ?? [];
    },
    async items(wishListId: string) {
      return (await ask<WishesJson>(`GET ${itemsOf(wishListId)}?pageSize=100`)).items ?? [];
    },
    take: (wishListId: string, variantId: string) => ask(`DELETE ${itemsOf(wishListId)}/${variantId}`),
    remove: (wishListId: string) => ask(`DELETE ${lists}/${wishListId}`),
  };
}

const aWisher = async () => wisher(await customer(market.url));

test("wish lists: a list is kept with what is wished for, changed by its etag, and removed, by guests too", async () => {
  for (const { make, wish, read, change, all, items, take, remove } of [
    await aWisher(),
    wisher(await guest(market.url)),
  ]) {
    const { wishListId } = await make();
    const lamp = await wish(wishListId, { quantity: 2, note: "the blue one" });
    const mug = await wish(wishListId);
    expect(await items(wishListId)).toEqual([mug, lamp]);
    expect(lamp).toMatchObject({ quantity: "2", note: "the blue one" });
    const { etag } = await read(wishListId);
    const changed = await change(wishListId, { name: "Home" }, `?etag=${etag}`);
    expect(changed).toMatchObject({ name: "Home", shared: false, itemCount: 2 });
    await expect(change(wishListId, { name: "Late" }, `?etag=${etag}`)).rejects.toMatchObject({
      reason: "ETAG_MISMATCH",
    });
    await take(wishListId, lamp.variantId);
    await expect(take(wishListId, lamp.variantId)).rejects.toMatchObject(absent);
    expect(await items(wishListId)).toEqual([mug]);
    await remove(wishListId);
    await expect(read(wishListId)).rejects.toMatchObject(absent);
    expect(await all()).toEqual([]);
  }
});

test("wish lists: a variant added again, or 20 times at once, is one item with the quantity and note of one of them", async () => {
  const { make, wish, read, items } = await aWisher();
  const { wishListId } = await make();
  const first = await wish(wishListId, { note: "old" });
  await wish(wishListId);
  await wish(wishListId, { variantId: first.variantId, quantity: 4 });
  expect((await items(wishListId))[1]).toMatchObject({ variantId: first.variantId, quantity: "4", note: "" });
  const variantId = ids.next("var");
  const wishes = Array.from({ length: 20 }, (_, index) => ({ variantId, quantity: index + 1, note: `${index + 1}` }));
  await Promise.all(wishes.map((one) => wish(wishListId, one)));
  const [raced, ...others] = await items(wishListId);
  expect(others.length).toBe(2);
  expect(raced).toMatchObject({ variantId, note: raced?.quantity });
  expect(await read(wishListId)).toMatchObject({ itemCount: 3 });
});

test("wish lists: what is only validated changes nothing, and a repeat under one request id is one change", async () => {
  const { ask, make, wish, read, all } = await aWisher();
  await ask(`POST ${lists}?validateOnly=true`, { name: "Never" });
  expect(await all()).toEqual([]);
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => ask(`POST ${lists}?requestId=once`, { name: "Once" })),
  );
  expect(answers).toEqual(answers.map(() => answers[0]));
  const [{ wishListId } = await make(), ...others] = await all();
  expect(others).toEqual([]);
  await wish(wishListId, { validateOnly: true });
  await ask(`DELETE ${lists}/${wishListId}?validateOnly=true`);
  expect(await read(wishListId)).toMatchObject({ name: "Once", itemCount: 0 });
});

test("wish lists: lists and items come newest first, page by page, and a token of another list is refused", async () => {
  const { ask, make, wish, all, items } = await aWisher();
  const { wishListId } = await make("first");
  for (const name of ["second", "third"]) await make(name);
  const pages: string[][] = [];
  let pageToken = "";
  do {
    const page = await ask<WishListsJson>(`GET ${lists}?pageSize=2&pageToken=${pageToken}`);
    pages.push((page.wishLists ?? []).map(({ name }) => name));
    pageToken = page.nextPageToken ?? "";
  } while (pageToken !== "");
  expect(pages).toEqual([["third", "second"], ["first"]]);
  const wished: string[] = [];
  for (let count = 0; count < 3; count++) wished.unshift((await wish(wishListId)).variantId);
  const first = await ask<WishesJson>(`GET ${lists}/${wishListId}/items?pageSize=2`);
  const rest = await ask<WishesJson>(`GET ${lists}/${wishListId}/items?pageSize=2&pageToken=${first.nextPageToken}`);
  const seen = [...(first.items ?? []), ...(rest.items ?? [])];
  expect([seen.map(({ variantId }) => variantId), rest.nextPageToken ?? ""]).toEqual([wished, ""]);
  expect(seen).toEqual(await items(wishListId));
  const [other] = await all();
  const elsewhere = ask(`GET ${lists}/${other?.wishListId}/items?pageToken=${first.nextPageToken}`);
  await expect(elsewhere).rejects.toMatchObject({ reason: "PAGE_TOKEN_INVALID" });
});

test("wish lists: a shared one is read by whoever knows its id, without the notes and whose it is, and by nobody once it is not", async () => {
  const [owner, reader, visitor] = [await aWisher(), await aWisher(), wisher(await guest(market.url))];
  const { wishListId, userId } = await owner.make("Wedding", { shared: true });
  const wished = await owner.wish(wishListId, { note: "from Aunt Eve" });
  expect(userId).toMatch(/^usr_/);
  for (const { ask, read, items, change, wish, take, remove, all } of [reader, visitor]) {
    expect(await read(wishListId)).toMatchObject({ name: "Wedding", itemCount: 1, userId: "" });
    expect(await items(wishListId)).toEqual([{ ...wished, note: "" }]);
    const told = [await ask(`GET ${lists}/${wishListId}`), await ask(`GET ${lists}/${wishListId}/items`)];
    for (const secret of [userId, "Aunt Eve"]) expect(JSON.stringify(told)).not.toContain(secret);
    await expect(change(wishListId, { name: "Mine" })).rejects.toMatchObject(absent);
    await expect(wish(wishListId)).rejects.toMatchObject(absent);
    await expect(take(wishListId, wished.variantId)).rejects.toMatchObject(absent);
    await expect(remove(wishListId)).rejects.toMatchObject(absent);
    expect(await all()).toEqual([]);
  }
  await expect(rest(market.url, `GET ${lists}/${wishListId}`)).rejects.toMatchObject({ status: 401 });
  await owner.change(wishListId, { shared: false });
  await expect(reader.read(wishListId)).rejects.toMatchObject(absent);
  await expect(reader.items(wishListId)).rejects.toMatchObject(absent);
  expect(await owner.items(wishListId)).toEqual([wished]);
});

test("wish lists: a person has 50, however many are made at once, and a refusal names the limit", async () => {
  const { make, all, remove } = await aWisher();
  const outcomes = await Promise.allSettled(Array.from({ length: 55 }, () => make()));
  const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  const full = { status: 400, reason: "WISH_LISTS_FULL", metadata: { limit: "50" } };
  expect(refused).toMatchObject(Array.from({ length: 5 }, () => full));
  const [first, ...others] = await all();
  expect(others.length).toBe(49);
  await remove(first?.wishListId ?? "");
  await make();
});

test("wish lists: a list has 500 items, however many are added at once, and those that are there may change", async () => {
  const { make, wish, read, items } = await aWisher();
  const { wishListId } = await make();
  const owner = new pg.Client({ connectionString: market.env.DATABASE_URL });
  await owner.connect();
  try {
    await owner.query(
      `WITH items AS (
         INSERT INTO "user".wish_list_items (wish_list_id, variant_id, number, quantity, note, create_time, update_time)
         SELECT $1, gen_random_uuid(), number + 1, 1, '', now(), now() FROM generate_series(1, 495) AS number
       )
       UPDATE "user".wish_lists SET item_count = 495, version = 496 WHERE wish_list_id = $1`,
      [uuidFromId(wishListId)],
    );
    const outcomes = await Promise.allSettled(Array.from({ length: 9 }, () => wish(wishListId)));
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    const full = { status: 400, reason: "WISH_LIST_FULL", metadata: { limit: "500" } };
    expect(refused).toMatchObject(Array.from({ length: 4 }, () => full));
    const [newest] = await items(wishListId);
    expect(await wish(wishListId, { variantId: newest?.variantId, quantity: 9 })).toMatchObject({ quantity: "9" });
    expect(await read(wishListId)).toMatchObject({ itemCount: 500 });
    const more = 'UPDATE "user".wish_lists SET item_count = 501 WHERE wish_list_id = $1';
    await expect(owner.query(more, [uuidFromId(wishListId)])).rejects.toThrow("wish_lists_item_count_check");
  } finally {
    await owner.end();
  }
});

test("wish lists: a guest keeps them on registering, and they move to the account on signing in, the newest as far as there is room", async () => {
  const account = { email: `${ids.uuid()}@ultramarket.example`, password: "correct horse battery" };
  const enter = async (route: string, visitor: Buyer) => {
    const tokens = await rest<TokensJson>(market.url, route, { token: visitor.token, body: account });
    return wisher(buyerWith(market.url, tokens.accessToken, tokens.userId));
  };
  const [first, second] = [await guest(market.url), await guest(market.url)];
  const kept = await wisher(first).make();
  const registered = await enter("POST /v1/auth:register", first);
  expect(await registered.all()).toMatchObject([{ wishListId: kept.wishListId }]);
  for (let count = 0; count < 48; count++) await registered.make(`${count}`);
  const [old, newest] = [await wisher(second).make(), await wisher(second).make()];
  const wished = await wisher(second).wish(newest.wishListId, { note: "mine" });
  const again = await enter("POST /v1/auth:signIn", second);
  await eventually(async () => expect((await again.all()).length).toBe(50));
  expect((await again.all())[0]).toMatchObject({ wishListId: newest.wishListId, name: "Birthday", itemCount: 1 });
  expect(await again.items(newest.wishListId)).toEqual([wished]);
  await expect(again.read(old.wishListId)).rejects.toMatchObject(absent);
});
