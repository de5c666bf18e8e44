import { GuestSignedIn } from "#gen/grpc/ultramarket/auth/v1/auth_events.ts";
import { EventEnvelope } from "#gen/grpc/ultramarket/common/v1/event.ts";
import { WishListServiceService } from "#gen/grpc/ultramarket/user/v1/wish_list_service.ts";
import { type Bus, openPostgresBus } from "#mesh/events";
import { silentLogger } from "#mesh/kernel";
import { type Client, createClient, type GrpcServer, grpcChannel, serveGrpc } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { eventually } from "#mesh/testing";
import { userService } from "../src/service.ts";
import { aWish, ids, noon } from "./builders.ts";
import { fakeAuth } from "./fake-auth.ts";

let market: TestHost;
let server: GrpcServer;
let bus: Bus;
let wishLists: Client<typeof WishListServiceService>;

beforeAll(async () => {
  market = await startTestHost({ services: [fakeAuth().service, userService] });
  server = await serveGrpc({ core: market.host.core, address: "127.0.0.1:0" });
  wishLists = createClient(WishListServiceService, grpcChannel({ address: server.address }));
  bus = await openPostgresBus({ url: market.env.DATABASE_URL ?? "", log: silentLogger });
});

afterAll(async () => {
  await bus?.close();
  await server?.drain(1_000);
  await market?.close();
});

interface Somebody {
  readonly userId: string;
  readonly token: string;
}

const refusal = (reason: string, ...fields: readonly string[]) =>
  expect.objectContaining({ reason, fields: fields.map((field) => expect.objectContaining({ field })) });
const absent = refusal("RESOURCE_NOT_FOUND");
const write = { requestId: "", validateOnly: false };
const firstPage = { pageSize: 0, pageToken: "" };

async function aPerson(): Promise<Somebody> {
  const userId = ids.next("usr");
  return { userId, token: await market.tokenFor([], userId) };
}

async function create(who: Somebody, change: object = {}, more: object = {}) {
  const wishList = { name: "Birthday", shared: false, ...change };
  const answer = await wishLists.createWishList({ wishList, ...write, ...more }, who);
  if (answer.wishList === undefined) throw new Error("no list came back");
  return answer.wishList;
}

function wish(who: Somebody, wishListId: string, change: object = {}, more: object = {}) {
  const { variantId } = aWish();
  return wishLists.addWishListItem(
    { wishListId, variantId, quantity: 1n, note: "", ...change, ...write, ...more },
    who,
  );
}

const update = (who: Somebody, wishListId: string, change: object, updateMask: string[], more: object = {}) =>
  wishLists.updateWishList(
    { wishListId, wishList: { name: "", shared: false, ...change }, updateMask, etag: "", ...write, ...more },
    who,
  );

const listOf = async (who: Somebody) => (await wishLists.listWishLists(firstPage, who)).wishLists;
const itemsOf = async (who: Somebody, wishListId: string) =>
  (await wishLists.listWishListItems({ wishListId, ...firstPage }, who)).items;

test("a list is kept with its items, changed by mask and etag, and removed", async () => {
  const ada = await aPerson();
  const list = await create(ada, { shared: true });
  const { wishListId } = list;
  expect(list).toMatchObject({ userId: ada.userId, name: "Birthday", shared: true, itemCount: 0, etag: "1" });
  const { item } = await wish(ada, wishListId, { quantity: 2n, note: "the blue one" });
  expect(await itemsOf(ada, wishListId)).toEqual([item]);
  const { wishList } = await update(ada, wishListId, { name: "Home" }, ["name"], { etag: "2" });
  expect(wishList).toMatchObject({ name: "Home", shared: true, itemCount: 1, etag: "3" });
  expect(await wishLists.getWishList({ wishListId }, ada)).toEqual({ wishList });
  expect(await listOf(ada)).toEqual([wishList]);
  await expect(update(ada, wishListId, { name: "Late" }, ["name"], { etag: "2" })).rejects.toThrow(
    refusal("ETAG_MISMATCH"),
  );
  const remove = { wishListId, variantId: item?.variantId ?? "", ...write };
  await wishLists.removeWishListItem(remove, ada);
  await expect(wishLists.removeWishListItem(remove, ada)).rejects.toThrow(absent);
  await wishLists.deleteWishList({ wishListId, ...write }, ada);
  await expect(wishLists.getWishList({ wishListId }, ada)).rejects.toThrow(absent);
});

test("names without a letter, unknown masks, and quantities below one are refused by the field", async () => {
  const ada = await aPerson();
  const nameless = refusal("INVALID_REQUEST", "wish_list.name");
  for (const name of ["", "  ", "x".repeat(101)]) await expect(create(ada, { name })).rejects.toThrow(nameless);
  const { wishListId } = await create(ada, { name: "x".repeat(100) });
  await expect(update(ada, wishListId, { name: " " }, ["name"])).rejects.toThrow(nameless);
  await expect(update(ada, wishListId, {}, ["user_id"])).rejects.toThrow(refusal("INVALID_REQUEST", "update_mask"));
  await update(ada, wishListId, { shared: true }, ["shared"]);
  await expect(wish(ada, wishListId, { quantity: 0n })).rejects.toThrow(refusal("INVALID_REQUEST", "quantity"));
  const long = wish(ada, wishListId, { note: "x".repeat(501) });
  await expect(long).rejects.toThrow(refusal("INVALID_REQUEST", "note"));
});

test("a shared list is read without its notes and whose it is, and one that is not looks absent", async () => {
  const [ada, eve] = [await aPerson(), await aPerson()];
  const { wishListId } = await create(ada);
  const { item } = await wish(ada, wishListId, { note: "for Eve" });
  const remove = { wishListId, variantId: item?.variantId ?? "", ...write };
  const none = async () => {
    await expect(update(eve, wishListId, { name: "Mine" }, ["name"])).rejects.toThrow(absent);
    await expect(wish(eve, wishListId)).rejects.toThrow(absent);
    await expect(wishLists.removeWishListItem(remove, eve)).rejects.toThrow(absent);
    await expect(wishLists.deleteWishList({ wishListId, ...write }, eve)).rejects.toThrow(absent);
    expect(await listOf(eve)).toEqual([]);
  };
  await none();
  await expect(wishLists.getWishList({ wishListId }, eve)).rejects.toThrow(absent);
  await expect(itemsOf(eve, wishListId)).rejects.toThrow(absent);
  const { wishList } = await update(ada, wishListId, { shared: true }, ["shared"]);
  await none();
  expect(await wishLists.getWishList({ wishListId }, eve)).toEqual({ wishList: { ...wishList, userId: "" } });
  expect(await itemsOf(eve, wishListId)).toEqual([{ ...item, note: "" }]);
  expect(await itemsOf(ada, wishListId)).toEqual([item]);
  await expect(wishLists.getWishList({ wishListId })).rejects.toThrow(refusal("SIGN_IN_REQUIRED"));
});

test("what is only validated changes nothing, and a repeat under one request id is one change", async () => {
  const ada = await aPerson();
  expect(await create(ada, {}, { validateOnly: true })).toMatchObject({ etag: "1", userId: ada.userId });
  expect(await listOf(ada)).toEqual([]);
  const requestId = ids.uuid();
  const list = await create(ada, {}, { requestId });
  expect(await create(ada, {}, { requestId })).toEqual(list);
  const { wishListId } = list;
  const { variantId } = aWish();
  const { item } = await wish(ada, wishListId, { variantId });
  const only = { validateOnly: true };
  expect(await wish(ada, wishListId, { variantId, quantity: 5n }, only)).toMatchObject({ item: { quantity: 5n } });
  expect(await update(ada, wishListId, { name: "Other" }, ["name"], only)).toMatchObject({ wishList: { etag: "3" } });
  await wishLists.removeWishListItem({ wishListId, variantId, ...write, ...only }, ada);
  await wishLists.deleteWishList({ wishListId, ...write, ...only }, ada);
  expect(await listOf(ada)).toMatchObject([{ name: "Birthday", itemCount: 1, etag: "2" }]);
  expect(await itemsOf(ada, wishListId)).toEqual([item]);
});

test("pages of lists and of items follow each other, and a token of another list is refused", async () => {
  const ada = await aPerson();
  const lists = [await create(ada), await create(ada)];
  const [{ wishListId }, other] = lists as [(typeof lists)[0], (typeof lists)[0]];
  const page = await wishLists.listWishLists({ pageSize: 1, pageToken: "" }, ada);
  const rest = await wishLists.listWishLists({ pageSize: 1, pageToken: page.nextPageToken }, ada);
  expect([...page.wishLists, ...rest.wishLists]).toEqual(lists.toReversed());
  expect(rest.nextPageToken).toBe("");
  for (let count = 0; count < 3; count++) await wish(ada, wishListId);
  const first = await wishLists.listWishListItems({ wishListId, pageSize: 2, pageToken: "" }, ada);
  const { nextPageToken: pageToken } = first;
  const second = await wishLists.listWishListItems({ wishListId, pageSize: 2, pageToken }, ada);
  expect([...first.items, ...second.items]).toEqual(await itemsOf(ada, wishListId));
  const elsewhere = wishLists.listWishListItems({ wishListId: other.wishListId, pageSize: 2, pageToken }, ada);
  await expect(elsewhere).rejects.toThrow(refusal("PAGE_TOKEN_INVALID", "page_token"));
});

test("the lists of a guest who signs in to an account are the account's", async () => {
  const [guest, ada] = [await aPerson(), await aPerson()];
  const { wishListId } = await create(guest);
  const { item } = await wish(guest, wishListId, { note: "mine" });
  const payload = Buffer.from(GuestSignedIn.encode({ guestUserId: guest.userId, userId: ada.userId }).finish());
  const eventId = ids.uuid();
  const head = { eventId, subject: "auth.v1.guest_signed_in", key: ada.userId };
  const origin = { version: 1n, createTime: noon, traceparent: "", producer: "auth", onBehalfOf: "" };
  await bus.append([{ ...head, envelope: EventEnvelope.encode({ ...head, ...origin, payload }).finish() }]);
  await eventually(async () => (await listOf(ada)).length === 1);
  expect(await listOf(ada)).toMatchObject([{ wishListId, userId: ada.userId, itemCount: 1, etag: "3" }]);
  expect(await itemsOf(ada, wishListId)).toEqual([item]);
  expect(await listOf(guest)).toEqual([]);
});
