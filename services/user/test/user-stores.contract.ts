import type { RequestKey } from "#mesh/kernel";
import type { AddressStore, ProfileStore, WishListStore } from "../src/app/ports.ts";
import type { UserId } from "../src/domain/ids.ts";
import { type Customer, emptyProfile, keepAccount, keepCustomer, updateProfile } from "../src/domain/profile.ts";
import { changeAddress, type UserAddress } from "../src/domain/user-address.ts";
import { aCustomer, after, aUserAddress, ids, noon } from "./builders.ts";

export interface UserStores {
  readonly profiles: ProfileStore;
  readonly addresses: AddressStore;
  readonly wishLists: WishListStore;
  /** What breaks the invariants of the service. */
  audit(): Promise<readonly unknown[]>;
  /** The versions of the events of the key, by subject, in the order they were told. */
  told(key: string): Promise<Readonly<Record<string, readonly number[]>>>;
}

export const refusal = (reason: string) => expect.objectContaining({ reason });

export const aRequest = (): RequestKey => ({ caller: "usr", method: "/Create", key: ids.uuid(), hash: "a" });

/** What every engine that keeps profiles must do. */
export function profileStoreContract(stores: () => UserStores): void {
  const say = (userId: UserId, languageCode: string, etag = "", request?: RequestKey) =>
    stores().profiles.change(userId, (profile) => updateProfile(profile, { languageCode }, etag, noon), request);

  test("nothing is kept of somebody until they say something", async () => {
    const userId = ids.next("usr");
    expect(await stores().profiles.find(userId)).toBeUndefined();
    expect(await say(userId, "")).toEqual(emptyProfile(userId));
    expect(await stores().profiles.find(userId)).toBeUndefined();
    const kept = await say(userId, "de");
    expect(kept).toMatchObject({ languageCode: "de", version: 1, createTime: noon });
    expect(await stores().profiles.find(userId)).toEqual(kept);
    expect(await stores().told(userId)).toEqual({ "user.v1.user_updated": [1] });
  });

  test("of two who make a profile of one version at once one is refused, and without versions both are kept", async () => {
    const [userId, other] = [ids.next("usr"), ids.next("usr")];
    const outcomes = await Promise.allSettled(["de", "fr", "nl"].map((code) => say(userId, code, "0")));
    const failed = outcomes.filter(({ status }) => status === "rejected");
    expect(failed).toMatchObject([{ reason: { reason: "ETAG_MISMATCH" } }, { reason: { reason: "ETAG_MISMATCH" } }]);
    await Promise.all(["de", "fr", "nl"].map((code) => say(other, code)));
    expect(await stores().told(other)).toEqual({ "user.v1.user_updated": [1, 2, 3] });
  });

  test("an account that is told is kept beside what the person says, once for each event", async () => {
    const userId = ids.next("usr");
    const account = { userId, displayName: "Ada", email: "ada@example.org", emailVerified: false };
    const keep = (change: object, request?: RequestKey) =>
      stores().profiles.change(userId, (profile) => keepAccount(profile, { ...account, ...change }, noon), request);
    const request = aRequest();
    await Promise.all([keep({}, request), keep({}, request), say(userId, "de")]);
    await keep({ displayName: "Countess", emailVerified: true });
    const kept = { displayName: "Ada", email: "ada@example.org", emailVerified: true, languageCode: "de", version: 3 };
    expect(await stores().profiles.find(userId)).toMatchObject(kept);
  });

  test("a person is read with the default addresses, whether a profile, addresses, both or neither are kept", async () => {
    const [nobody, userId] = [ids.next("usr"), ids.next("usr")];
    expect(await stores().profiles.read(nobody)).toEqual({ profile: emptyProfile(nobody) });
    const first = await stores().addresses.add(aUserAddress({ userId }));
    expect(await stores().profiles.read(userId)).toEqual({
      profile: emptyProfile(userId),
      defaultShippingAddress: first,
      defaultBillingAddress: first,
    });
    const second = await stores().addresses.add(aUserAddress({ userId, defaultBilling: true }));
    await stores().addresses.add(aUserAddress({ userId }));
    const profile = await say(userId, "de");
    expect(await stores().profiles.read(userId)).toEqual({
      profile,
      defaultShippingAddress: await stores().addresses.find(userId, first.addressId),
      defaultBillingAddress: second,
    });
  });
}

/** What every engine that keeps customers of other systems must do. */
export function customerStoreContract(stores: () => UserStores): void {
  const keep = (customers: readonly Customer[], now = noon, request?: RequestKey) =>
    stores().profiles.keepCustomers(
      customers,
      (customer, profile = emptyProfile(ids.next("usr"))) => keepCustomer(profile, customer, now),
      request,
    );
  const find = async (customers: readonly Customer[]) => {
    const found = await stores().profiles.findCustomers(customers.map(({ externalReference }) => externalReference));
    return new Map(found.map((profile) => [profile.externalReference, profile]));
  };

  test("new customers get a user each, known ones are changed, and what is as it was stays", async () => {
    const [ada, eve, max] = [aCustomer(), aCustomer({ countryCode: "" }), aCustomer()];
    const [adaBefore, eveBefore] = await keep([ada, eve]);
    const kept = await keep([max, { ...eve, countryCode: "DE" }, ada], after(1));
    expect(kept).toMatchObject([
      { ...max, version: 1, createTime: after(1) },
      { userId: eveBefore?.userId, countryCode: "DE", version: 2, createTime: noon, updateTime: after(1) },
      { ...ada, version: 1 },
    ]);
    expect(kept[2]).toEqual(adaBefore);
    for (const profile of kept) {
      expect(await stores().profiles.find(profile.userId)).toEqual(profile);
      const versions = profile.version === 2 ? [1, 2] : [1];
      expect(await stores().told(profile.userId)).toEqual({ "user.v1.user_updated": versions });
    }
    expect([...(await find([ada, aCustomer(), eve, max])).values()]).toEqual(expect.arrayContaining([...kept]));
  });

  test("people of whom no other system knows are found by no reference", async () => {
    const { userId } = aUserAddress();
    await stores().profiles.change(userId, (profile) => updateProfile(profile, { displayName: "Ada" }, "", noon));
    expect(await stores().profiles.findCustomers([""])).toEqual([]);
  });

  test("batches that keep the same customers at once end in one user each, who is told of once", async () => {
    const customers = Array.from({ length: 20 }, () => aCustomer());
    const batches = [customers, customers.toReversed(), customers.slice(5), [...customers, aCustomer()]];
    const answers = await Promise.all(batches.map((batch) => keep(batch)));
    const found = await find(customers);
    answers.forEach((answer, index) => {
      expect(answer.map(({ externalReference }) => externalReference)).toEqual(
        batches[index]?.map(({ externalReference }) => externalReference),
      );
    });
    for (const profile of found.values()) {
      expect(new Set(answers.flat().filter((one) => one.userId === profile.userId)).size).toBeGreaterThan(2);
      expect(await stores().told(profile.userId)).toEqual({ "user.v1.user_updated": [1] });
    }
    expect(new Set(answers.flat().map(({ userId }) => userId)).size).toBe(21);
  });

  test("a repeat under one request key gets the first answer", async () => {
    const [customer, request] = [aCustomer(), aRequest()];
    const first = await keep([customer], noon, request);
    await keep([{ ...customer, countryCode: "FR" }]);
    expect(await keep([customer], after(1), request)).toEqual(first);
    expect((await find([customer])).get(customer.externalReference)).toMatchObject({ countryCode: "FR", version: 2 });
  });
}

/** What every engine that keeps address books must do. */
export function addressStoreContract(stores: () => UserStores): void {
  const add = (change: Partial<UserAddress>, request?: RequestKey) =>
    stores().addresses.add(aUserAddress(change), request);
  const change = (address: UserAddress, wanted: Partial<UserAddress>, etag = "") =>
    stores().addresses.change(address.userId, address.addressId, (was) => changeAddress(was, wanted, etag, after(1)));
  const remove = ({ userId, addressId }: UserAddress) => stores().addresses.remove(userId, addressId, after(2));
  const all = async (userId: UserId) => (await stores().addresses.page(userId, undefined, 200)).items;
  const defaults = async (userId: UserId) => {
    const { defaultShippingAddress: shipping, defaultBillingAddress: billing } = await stores().profiles.read(userId);
    return [shipping?.addressId, billing?.addressId];
  };

  afterEach(async () => {
    expect(await stores().audit()).toEqual([]);
  });

  test("the first address becomes both defaults, and a later one only if it is told to", async () => {
    const first = await add({});
    const { userId } = first;
    expect(first).toMatchObject({ defaultShipping: true, defaultBilling: true, version: 1 });
    const second = await add({ userId });
    const third = await add({ userId, defaultShipping: true });
    expect(await defaults(userId)).toEqual([third.addressId, first.addressId]);
    expect(await stores().addresses.find(userId, first.addressId)).toMatchObject({ version: 2 });
    expect(await all(userId)).toMatchObject([third, second, { addressId: first.addressId }]);
    expect(await stores().told(userId)).toEqual({ "user.v1.address_book_changed": [1, 2, 3] });
  });

  test("an address that is made a default takes it from the other, which gets a new version", async () => {
    const first = await add({});
    const second = await add({ userId: first.userId });
    const changed = await change(second, { defaultShipping: true, defaultBilling: true, label: "Work" });
    expect(changed).toMatchObject({ defaultShipping: true, defaultBilling: true, label: "Work", version: 2 });
    expect(await stores().addresses.find(first.userId, second.addressId)).toEqual(changed);
    expect(await defaults(first.userId)).toEqual([second.addressId, second.addressId]);
    await expect(change(first, { label: "Old" }, "1")).rejects.toThrow(refusal("ETAG_MISMATCH"));
    expect(await change(first, { label: "Old" }, "2")).toMatchObject({ version: 3, defaultShipping: false });
  });

  test("a default that goes is handed to the newest that is left, each for itself", async () => {
    const first = await add({});
    const { userId } = first;
    const second = await add({ userId, defaultBilling: true });
    const third = await add({ userId });
    await remove(second);
    expect(await defaults(userId)).toEqual([first.addressId, third.addressId]);
    await remove(first);
    expect(await defaults(userId)).toEqual([third.addressId, third.addressId]);
    await remove(third);
    expect(await all(userId)).toEqual([]);
    await expect(remove(third)).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
    expect(await add({ userId })).toMatchObject({ defaultShipping: true, defaultBilling: true });
  });

  test("a change of nothing gives no version and no event", async () => {
    const address = await add({});
    expect(await change(address, { label: address.label, defaultShipping: false })).toEqual(address);
    expect(await stores().told(address.userId)).toEqual({ "user.v1.address_book_changed": [1] });
  });

  test("the addresses of others are not there", async () => {
    const address = await add({});
    const other = await add({});
    const stolen = { ...address, userId: other.userId };
    expect(await stores().addresses.find(other.userId, address.addressId)).toBeUndefined();
    await expect(change(stolen, { label: "Mine" })).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
    await expect(remove(stolen)).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
    expect(await all(address.userId)).toEqual([address]);
  });

  test("addresses come newest first, page by page, each once", async () => {
    const userId = ids.next("usr");
    const added = [];
    for (let count = 0; count < 5; count++) added.unshift((await add({ userId })).addressId);
    const { items, nextKey } = await stores().addresses.page(userId, undefined, 3);
    const rest = await stores().addresses.page(userId, nextKey, 3);
    expect([...items, ...rest.items].map(({ addressId }) => addressId)).toEqual(added);
    expect(rest.nextKey).toBeUndefined();
  });

  test("a repeat under one request key adds one address", async () => {
    const userId = ids.next("usr");
    const request = aRequest();
    const answers = await Promise.all([1, 2, 3].map(() => add({ userId }, request)));
    expect(answers).toEqual(answers.map(() => answers[0]));
    expect((await all(userId)).length).toBe(1);
  });

  test("of 120 addresses that are added at once a hundred are kept, the others refused with ADDRESS_BOOK_FULL", async () => {
    const userId = ids.next("usr");
    const outcomes = await Promise.allSettled(
      Array.from({ length: 120 }, (_, index) => add({ userId, defaultShipping: index % 3 === 0 })),
    );
    const failed = outcomes.filter(({ status }) => status === "rejected");
    expect(failed).toEqual(
      Array.from({ length: 20 }, () => ({ status: "rejected", reason: refusal("ADDRESS_BOOK_FULL") })),
    );
    const [first, ...others] = await all(userId);
    expect(others.length).toBe(99);
    if (first) await remove(first);
    expect(await add({ userId })).toMatchObject({ userId });
    await expect(add({ userId })).rejects.toThrow(refusal("ADDRESS_BOOK_FULL"));
  });

  test("whoever makes and removes defaults at once, in the end there is one of each", async () => {
    const userId = ids.next("usr");
    const book = await Promise.all(Array.from({ length: 8 }, () => add({ userId, defaultShipping: true })));
    const outcomes = await Promise.allSettled(
      book.flatMap((address, index) => [
        change(address, { defaultShipping: true }),
        change(address, { defaultBilling: true, label: `${index}` }),
        ...(index % 4 === 0 ? [remove(address)] : []),
        add({ userId, defaultBilling: index % 2 === 0 }),
      ]),
    );
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toEqual(refusal("RESOURCE_NOT_FOUND"));
    }
    const left = await all(userId);
    expect(left.length).toBe(14);
    expect(left.filter(({ defaultShipping }) => defaultShipping).length).toBe(1);
    expect(left.filter(({ defaultBilling }) => defaultBilling).length).toBe(1);
    const { "user.v1.address_book_changed": versions = [] } = await stores().told(userId);
    expect(versions).toEqual(versions.map((_, index) => index + 1));
  });

  test("a guest's addresses become the account's, with their defaults if it has none, once for each event", async () => {
    const [guestId, userId] = [ids.next("usr"), ids.next("usr")];
    const first = await add({ userId: guestId });
    const second = await add({ userId: guestId, defaultBilling: true });
    const request = aRequest();
    const takeOver = () => stores().addresses.takeOver(guestId, userId, after(9), request);
    await Promise.all([takeOver(), takeOver()]);
    expect(await all(guestId)).toEqual([]);
    expect(await all(userId)).toEqual([
      { ...second, userId, version: 2, updateTime: after(9) },
      { ...first, userId, version: 3, defaultBilling: false, updateTime: after(9) },
    ]);
    expect(await stores().told(guestId)).toEqual({ "user.v1.address_book_changed": [1, 2, 3, 4] });
    expect(await stores().told(userId)).toEqual({ "user.v1.address_book_changed": [1, 2] });
  });

  test("a book that is nearly full takes a guest's newest addresses and keeps its defaults", async () => {
    const [guestId, userId] = [ids.next("usr"), ids.next("usr")];
    for (let count = 0; count < 99; count++) await add({ userId });
    const before = await all(userId);
    await add({ userId: guestId });
    const newest = await add({ userId: guestId });
    await stores().addresses.takeOver(guestId, userId, after(9));
    const book = await all(userId);
    expect(book.filter(({ addressId }) => addressId !== newest.addressId)).toEqual(before);
    expect(book).toContainEqual({ ...newest, userId, version: 2, updateTime: after(9) });
    expect(await all(guestId)).toEqual([]);
  });

  test("a guest who signs in without an address leaves the account as it is", async () => {
    const userId = ids.next("usr");
    const kept = await add({ userId });
    await stores().addresses.takeOver(ids.next("usr"), userId, after(9));
    expect(await all(userId)).toEqual([kept]);
  });
}
