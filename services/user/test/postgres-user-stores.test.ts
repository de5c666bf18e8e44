import { readFileSync } from "node:fs";
import pg from "pg";
import { type Database, provision } from "#mesh/store";
import { createTestDatabase, sentStatements, type TestDatabase } from "#mesh/testing";
import type { UserEvent } from "../src/domain/events.ts";
import { type Customer, emptyProfile, keepCustomer, updateProfile } from "../src/domain/profile.ts";
import { changeAddress } from "../src/domain/user-address.ts";
import { changeWishList } from "../src/domain/wish-list.ts";
import { postgresAddressStore } from "../src/store/postgres-address-store.ts";
import { postgresConsentStore } from "../src/store/postgres-consent-store.ts";
import { postgresProfileStore } from "../src/store/postgres-profile-store.ts";
import { postgresWishListStore } from "../src/store/postgres-wish-list-store.ts";
import { aCustomer, aUserAddress, aWish, aWishList, ids, noon } from "./builders.ts";
import { openUser } from "./open-user.ts";
import {
  addressStoreContract,
  customerStoreContract,
  profileStoreContract,
  type UserStores,
} from "./user-stores.contract.ts";
import { filled, keep, wishListStoreContract } from "./wish-list-store.contract.ts";

let own: TestDatabase;
let owner: pg.Client;
let database: Database<UserEvent>;
let stores: UserStores;

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const auditQueries = [...readme.matchAll(/```sql\n(.*?)```/gs)].map(([, sql = ""]) => sql);

beforeAll(async () => {
  own = await createTestDatabase();
  await provision({ url: own.url, services: ["user"] });
  database = await openUser(own.url);
  owner = new pg.Client({ connectionString: own.url });
  await owner.connect();
  stores = {
    profiles: postgresProfileStore(database),
    addresses: postgresAddressStore(database),
    wishLists: postgresWishListStore(database),
    audit,
    async told(key) {
      const sql = `SELECT subject, version::int FROM "user".outbox WHERE key = $1 ORDER BY seq`;
      const { rows } = await owner.query<{ subject: string; version: number }>(sql, [key]);
      const bySubject = Map.groupBy(rows, ({ subject }) => subject);
      return Object.fromEntries([...bySubject].map(([subject, told]) => [subject, told.map(({ version }) => version)]));
    },
  };
});

afterAll(async () => {
  await owner?.end();
  await database?.close();
  await own?.drop();
});

async function audit(): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for (const sql of auditQueries) found.push(...(await owner.query(sql)).rows);
  return found;
}

describe("profiles", () => profileStoreContract(() => stores));
describe("customers of other systems", () => customerStoreContract(() => stores));
describe("address books", () => addressStoreContract(() => stores));
describe("wish lists", () => wishListStoreContract(() => stores));

test.each([
  ["a book without a default", 'UPDATE "user".addresses SET default_billing = false'],
  ["a book of another size", 'UPDATE "user".address_books SET size = 77'],
  ["a person of other lists", 'UPDATE "user".wish_list_owners SET size = 33'],
  ["a list of other items", 'UPDATE "user".wish_lists SET item_count = 77'],
])("the audit of the README finds %s", async (_, damage) => {
  await stores.addresses.add(aUserAddress());
  await filled(stores.wishLists, 1);
  expect(await audit()).toEqual([]);
  await owner.query("BEGIN");
  await owner.query(damage);
  expect(await audit()).not.toEqual([]);
  await owner.query("ROLLBACK");
});

test("the database itself refuses a second default and an address beyond a hundred", async () => {
  const { userId } = await stores.addresses.add(aUserAddress());
  await stores.addresses.add(aUserAddress({ userId }));
  const twice = owner.query('UPDATE "user".addresses SET default_shipping = true');
  await expect(twice).rejects.toThrow("addresses_default_shipping");
  await expect(owner.query('UPDATE "user".address_books SET size = 101')).rejects.toThrow("address_books_size_check");
});

test("each store call sends the statements that the README tells, in a full book too", async () => {
  const { profiles, addresses } = stores;
  const { userId } = aUserAddress();
  const costs = async (work: () => Promise<unknown>, ...names: readonly string[]) =>
    expect((await sentStatements(work)).map(({ name }) => name)).toEqual(names);
  const transaction = (...names: readonly string[]) => ["BEGIN", ...names, "mesh.outbox.append_one", "COMMIT"];
  const say = (displayName: string) => () =>
    profiles.change(userId, (profile) => updateProfile(profile, { displayName }, "", noon));
  await costs(say("Ada"), ...transaction("profile.lock", "profile.insert"));
  await costs(say("Lady Ada"), ...transaction("profile.lock", "profile.update"));
  const book = [await addresses.add(aUserAddress({ userId }))];
  while (book.length < 98) book.push(await addresses.add(aUserAddress({ userId })));
  const full = aUserAddress({ userId, defaultShipping: true });
  await costs(() => addresses.add(full), ...transaction("address.make_room", "address.insert"));
  const [{ addressId } = full] = book;
  const asDefault = () =>
    addresses.change(userId, addressId, (was) => changeAddress(was, { defaultShipping: true }, "", noon));
  await costs(asDefault, ...transaction("address.lock", "address.update"));
  await costs(() => profiles.read(userId), "profile.read");
  await costs(() => profiles.find(userId), "profile.find");
  await costs(() => addresses.find(userId, addressId), "address.find");
  await costs(() => addresses.page(userId, undefined, 100), "address.page");
  await costs(() => addresses.remove(userId, addressId, noon), ...transaction("address.lock", "address.remove"));
  expect(await stores.audit()).toEqual([]);
});

test("wish lists cost the statements that the README tells, with full ones too", async () => {
  const { wishLists } = stores;
  const costs = async (work: () => Promise<unknown>, ...names: readonly string[]) =>
    expect((await sentStatements(work)).map(({ name }) => name)).toEqual(names);
  const transaction = (...names: readonly string[]) => ["BEGIN", ...names, "COMMIT"];
  const told = (...names: readonly string[]) => transaction(...names, "mesh.outbox.append_one");
  const { userId, wishListId } = await filled(wishLists, 490);
  while ((await wishLists.page(userId, undefined, 50)).items.length < 48) await wishLists.add(aWishList({ userId }));
  await costs(() => wishLists.add(aWishList({ userId })), ...told("wish_list.make_room", "wish_list.insert"));
  const rename = () => wishLists.change(userId, wishListId, (was) => changeWishList(was, { name: "Home" }, "", noon));
  await costs(rename, ...told("wish_list.lock", "wish_list.update"));
  await costs(rename, ...transaction("wish_list.lock"));
  const wish = aWish();
  const kept = ["wish_list.lock", "wish_list_item.find"];
  await costs(() => keep(wishLists, { userId, wishListId }, wish), ...told(...kept, "wish_list_item.keep"));
  await costs(() => keep(wishLists, { userId, wishListId }, wish), ...transaction(...kept));
  await costs(() => wishLists.find(userId, wishListId), "wish_list.find");
  await costs(() => wishLists.page(userId, undefined, 50), "wish_list.page");
  await costs(() => wishLists.items(userId, wishListId, undefined, 100), "wish_list_item.page");
  const removeItem = () => wishLists.removeItem(userId, wishListId, wish.variantId, noon);
  await costs(removeItem, ...told("wish_list.lock", "wish_list_item.remove"));
  await costs(() => wishLists.remove(userId, wishListId), ...told("wish_list.lock_to_remove", "wish_list.remove"));
  const account = (await filled(wishLists, 1)).userId;
  const moved = ["wish_list.lock_owner", "wish_list.open_owner", "wish_list.take_over", "mesh.outbox.append_many"];
  await costs(() => wishLists.takeOver(userId, account, noon), ...transaction(...moved));
});

test("the database itself refuses a 51st wish list and a 501st item", async () => {
  await filled(stores.wishLists, 1);
  const lists = owner.query('UPDATE "user".wish_list_owners SET size = 51');
  await expect(lists).rejects.toThrow("wish_list_owners_size_check");
  const items = owner.query('UPDATE "user".wish_lists SET item_count = 501');
  await expect(items).rejects.toThrow("wish_lists_item_count_check");
});

test("consents cost the statements that the README tells, with a long history too", async () => {
  const consents = postgresConsentStore(database);
  const userId = ids.next("usr");
  const draft = { purpose: "terms", textVersion: "1", granted: true, source: "account" };
  const costs = async (work: () => Promise<unknown>, ...names: readonly string[]) =>
    expect((await sentStatements(work)).map(({ name }) => name)).toEqual(names);
  const acts = await Promise.all(Array.from({ length: 30 }, () => consents.add(userId, draft, noon)));
  expect(acts.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(acts.map((_, index) => index + 1));
  const told = ["BEGIN", "consent.lock", "consent.insert", "mesh.outbox.append_one", "COMMIT"];
  await costs(() => consents.add(userId, draft, noon), ...told);
  await costs(() => consents.page(userId, "", undefined, 20), "consent.page");
  await costs(() => consents.page(userId, "terms", undefined, 20), "consent.page_of_purpose");
  const { "user.v1.consent_recorded": versions = [] } = await stores.told(userId);
  expect(versions).toEqual(Array.from({ length: 31 }, (_, index) => index + 1));
});

test("a batch of customers sends as few statements as the README tells, however many they are", async () => {
  const { profiles } = stores;
  const keep = (customers: readonly Customer[]) => () =>
    profiles.keepCustomers(customers, (customer, profile = emptyProfile(ids.next("usr"))) =>
      keepCustomer(profile, customer, noon),
    );
  const costs = async (work: () => Promise<unknown>, ...names: readonly string[]) =>
    expect((await sentStatements(work)).map(({ name }) => name)).toEqual(names);
  const known = Array.from({ length: 500 }, () => aCustomer());
  const moved = known.map((customer, index) => (index < 250 ? { ...customer, countryCode: "FR" } : aCustomer()));
  await costs(keep(known), "BEGIN", "customer.lock", "customer.insert", "mesh.outbox.append_many", "COMMIT");
  await costs(keep(known), "BEGIN", "customer.lock", "COMMIT");
  const both = ["customer.lock", "customer.update", "customer.insert"];
  await costs(keep(moved), "BEGIN", ...both, "mesh.outbox.append_many", "COMMIT");
  await costs(() => profiles.findCustomers(known.map(({ externalReference }) => externalReference)), "customer.find");
});

test("the database itself refuses two users of one reference", async () => {
  const customer = aCustomer();
  await stores.profiles.keepCustomers([customer], () => keepCustomer(emptyProfile(ids.next("usr")), customer, noon));
  const { userId } = await stores.profiles.change(ids.next("usr"), (profile) =>
    updateProfile(profile, { displayName: "Eve" }, "", noon),
  );
  const change = stores.profiles.change(userId, (profile) => keepCustomer(profile, customer, noon));
  await expect(change).rejects.toThrow("profiles_external_reference");
});
