import { AccountRegistered, GuestSignedIn } from "#gen/grpc/ultramarket/auth/v1/auth_events.ts";
import { EventEnvelope } from "#gen/grpc/ultramarket/common/v1/event.ts";
import {
  type UserAddressInput,
  UserDeskServiceService,
  type UserInput,
  UserLookupServiceService,
  UserServiceService,
} from "#gen/grpc/ultramarket/user/v1/user_service.ts";
import { type Bus, openPostgresBus } from "#mesh/events";
import { silentLogger } from "#mesh/kernel";
import { type Client, createClient, type GrpcServer, grpcChannel, serveGrpc } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { eventually } from "#mesh/testing";
import { userService } from "../src/service.ts";
import { aCustomer, aPostalAddress, ids, noon } from "./builders.ts";
import { fakeAuth } from "./fake-auth.ts";

const auth = fakeAuth();
let market: TestHost;
let server: GrpcServer;
let bus: Bus;
let users: Client<typeof UserServiceService>;
let desk: Client<typeof UserDeskServiceService>;
let lookup: Client<typeof UserLookupServiceService>;

beforeAll(async () => {
  market = await startTestHost({ services: [auth.service, userService] });
  server = await serveGrpc({ core: market.host.core, address: "127.0.0.1:0" });
  users = createClient(UserServiceService, grpcChannel({ address: server.address }));
  desk = createClient(UserDeskServiceService, grpcChannel({ address: server.address }));
  lookup = createClient(UserLookupServiceService, market.host.channelTo("user", "order"));
  bus = await openPostgresBus({ url: market.env.DATABASE_URL ?? "", log: silentLogger });
});

afterAll(async () => {
  await bus?.close();
  await server?.drain(1_000);
  await market?.close();
});

const refusal = (reason: string, ...fields: readonly string[]) =>
  expect.objectContaining({ reason, fields: fields.map((field) => expect.objectContaining({ field })) });

/** Somebody who is signed in. */
async function aPerson(permissions: readonly string[] = []) {
  const userId = ids.next("usr");
  return { userId, token: await market.tokenFor(permissions, userId) };
}

const input: UserInput = {
  displayName: "",
  avatarUrl: "",
  languageCode: "",
  currencyCode: "",
  marketingAccepted: false,
};
const say = (who: { token: string }, change: Partial<UserInput>, updateMask: string[], more: object = {}) =>
  users.updateMyProfile({ user: { ...input, ...change }, updateMask, etag: "", requestId: "", ...more }, who);

const anInput = (change: Partial<UserAddressInput> = {}): UserAddressInput => ({
  label: "Home",
  address: aPostalAddress(),
  defaultShipping: false,
  defaultBilling: false,
  ...change,
});
const add = async (who: { token: string }, change: Partial<UserAddressInput> = {}, requestId = "") => {
  const { address } = await users.createAddress({ address: anInput(change), requestId }, who);
  if (address === undefined) throw new Error("no address came back");
  return address;
};

test("who never said anything has an empty profile, and what is said is kept field by field", async () => {
  const ada = await aPerson();
  const { user } = await users.getMyProfile({}, ada);
  expect(user).toMatchObject({ userId: ada.userId, displayName: "", email: "", etag: "0", createTime: undefined });
  await say(ada, { languageCode: "pt-BR", currencyCode: "EUR", displayName: "left out" }, [
    "language_code",
    "currency_code",
  ]);
  const { user: changed } = await say(ada, { displayName: "Ada" }, ["display_name"]);
  expect(changed).toMatchObject({ displayName: "Ada", languageCode: "pt-BR", currencyCode: "EUR", etag: "2" });
  expect(await users.getMyProfile({}, ada)).toEqual({ user: changed });
});

test("a profile is refused unknown languages and currencies, late etags and unknown fields", async () => {
  const ada = await aPerson();
  const language = say(ada, { languageCode: "xx" }, ["language_code"]);
  await expect(language).rejects.toThrow(refusal("LANGUAGE_UNKNOWN", "user.language_code"));
  const currency = say(ada, { currencyCode: "XYZ" }, ["currency_code"]);
  await expect(currency).rejects.toThrow(refusal("CURRENCY_UNKNOWN", "user.currency_code"));
  await expect(say(ada, {}, ["display_name"], { etag: "7" })).rejects.toThrow(refusal("ETAG_MISMATCH"));
  await expect(say(ada, {}, ["email"])).rejects.toThrow(refusal("INVALID_REQUEST", "update_mask"));
});

test("a repeat under one request id is one change", async () => {
  const ada = await aPerson();
  const requestId = ids.uuid();
  const first = await say(ada, { displayName: "Ada" }, ["display_name"], { requestId });
  await say(ada, { displayName: "Countess" }, ["display_name"]);
  expect(await say(ada, { displayName: "Ada" }, ["display_name"], { requestId })).toEqual(first);
  const other = say(ada, { displayName: "Eve" }, ["display_name"], { requestId });
  await expect(other).rejects.toThrow(refusal("REQUEST_ID_REUSED"));
  const address = await add(ada, {}, requestId.slice(1));
  expect(await add(ada, {}, requestId.slice(1))).toEqual(address);
  const remove = { addressId: address.addressId, requestId: ids.uuid() };
  expect(await users.deleteAddress(remove, ada)).toEqual(await users.deleteAddress(remove, ada));
});

test("an address book is kept with its defaults, page by page", async () => {
  const ada = await aPerson();
  const home = await add(ada);
  const work = await add(ada, { label: "Work", defaultBilling: true });
  const wanted = { address: anInput({ label: "Old", defaultShipping: true }), etag: work.etag, requestId: "" };
  const updateMask = ["label", "default_shipping"];
  const { address: changed } = await users.updateAddress({ ...wanted, addressId: work.addressId, updateMask }, ada);
  expect(changed).toMatchObject({ label: "Old", address: work.address, defaultShipping: true, defaultBilling: true });
  const first = await users.listAddresses({ pageSize: 1, pageToken: "" }, ada);
  const second = await users.listAddresses({ pageSize: 1, pageToken: first.nextPageToken }, ada);
  expect([...first.addresses, ...second.addresses].map(({ addressId }) => addressId)).toEqual([
    work.addressId,
    home.addressId,
  ]);
  expect(second.nextPageToken).toBe("");
  const { addressId } = work;
  await users.deleteAddress({ addressId, requestId: "" }, ada);
  const { address: left } = await users.getAddress({ addressId: home.addressId }, ada);
  expect(left).toMatchObject({ defaultShipping: true, defaultBilling: true });
  await expect(users.getAddress({ addressId }, ada)).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  const foreign = users.listAddresses({ pageSize: 1, pageToken: first.nextPageToken }, await aPerson());
  await expect(foreign).rejects.toThrow(refusal("PAGE_TOKEN_INVALID", "page_token"));
});

test("an address that its country's post does not deliver to is refused with ADDRESS_INVALID, added or changed", async () => {
  const ada = await aPerson();
  const wrong = { address: aPostalAddress({ postalCode: "10115" }) };
  const invalid = refusal("ADDRESS_INVALID", "address.address.postal_code");
  await expect(add(ada, wrong)).rejects.toThrow(invalid);
  const { addressId } = await add(ada);
  const change = { addressId, address: anInput(wrong), updateMask: ["address"], etag: "", requestId: "" };
  await expect(users.updateAddress(change, ada)).rejects.toThrow(invalid);
  await users.updateAddress({ ...change, updateMask: ["label"] }, ada);
  const missing = refusal("INVALID_REQUEST", "address.address");
  await expect(add(ada, { address: undefined })).rejects.toThrow(missing);
  await expect(users.updateAddress({ ...change, address: anInput({ address: undefined }) }, ada)).rejects.toThrow(
    missing,
  );
});

test("nobody reads, changes or removes the address of another", async () => {
  const [ada, eve] = [await aPerson(), await aPerson(["user.read"])];
  const { addressId } = await add(ada);
  await add(eve);
  const absent = refusal("RESOURCE_NOT_FOUND");
  const change = { addressId, address: anInput(), updateMask: ["label"], etag: "", requestId: "" };
  await expect(users.getAddress({ addressId }, eve)).rejects.toThrow(absent);
  await expect(users.updateAddress(change, eve)).rejects.toThrow(absent);
  await expect(users.deleteAddress({ addressId, requestId: "" }, eve)).rejects.toThrow(absent);
  const { addresses } = await users.listAddresses({ pageSize: 100, pageToken: "" }, eve);
  expect(addresses.map(({ userId }) => userId)).toEqual([eve.userId]);
});

test("strangers have no profile, and the staff reads those there are", async () => {
  const signIn = refusal("SIGN_IN_REQUIRED");
  await expect(users.getMyProfile({})).rejects.toThrow(signIn);
  await expect(users.createAddress({ address: anInput(), requestId: "" })).rejects.toThrow(signIn);
  const [ada, staff] = [await aPerson(), await aPerson(["user.read"])];
  await expect(desk.getUser({ userId: ada.userId }, ada)).rejects.toThrow(refusal("PERMISSION_MISSING"));
  await expect(desk.getUser({ userId: ada.userId }, staff)).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  const { user } = await say(ada, { displayName: "Ada" }, ["display_name"]);
  expect(await desk.getUser({ userId: ada.userId }, staff)).toEqual({ user });
});

test("the staff keeps customers of another system, and finds them by what that calls them", async () => {
  const staff = await aPerson(["user.write", "user.read"]);
  const [ada, eve] = [aCustomer(), aCustomer({ displayName: "", countryCode: "" })];
  const request = { customers: [ada, eve], requestId: ids.uuid() };
  const { users: kept } = await desk.batchUpsertUsers(request, staff);
  expect(kept).toMatchObject([
    { ...ada, email: "", etag: "1" },
    { ...eve, email: "", etag: "1" },
  ]);
  expect(await desk.batchUpsertUsers(request, staff)).toEqual({ users: kept });
  const again = await desk.batchUpsertUsers({ ...request, requestId: ids.uuid() }, staff);
  expect(again).toEqual({ users: kept });
  const externalReferences = [eve.externalReference, aCustomer().externalReference, ada.externalReference];
  expect(await desk.batchFindUsers({ externalReferences }, staff)).toEqual({ users: kept.toReversed() });
  const [user] = kept;
  expect(await desk.getUser({ userId: user?.userId ?? "" }, staff)).toEqual({ user });
});

test("customers who come twice or from nowhere are refused, and a caller who may only read", async () => {
  const [staff, reader] = [await aPerson(["user.write"]), await aPerson(["user.read"])];
  const customer = aCustomer();
  const keep = (...customers: (typeof customer)[]) =>
    desk.batchUpsertUsers({ customers, requestId: ids.uuid() }, staff);
  const nowhere = keep(customer, aCustomer({ countryCode: "EU" }));
  await expect(nowhere).rejects.toThrow(refusal("COUNTRY_UNKNOWN", "customers[1].country_code"));
  const twice = keep(customer, aCustomer(), customer);
  await expect(twice).rejects.toThrow(refusal("INVALID_REQUEST", "customers[0].external_reference"));
  await expect(desk.batchUpsertUsers({ customers: [customer], requestId: ids.uuid() }, reader)).rejects.toThrow(
    refusal("PERMISSION_MISSING"),
  );
  const { externalReference } = customer;
  expect(await desk.batchFindUsers({ externalReferences: [externalReference] }, reader)).toEqual({ users: [] });
});

test("other services read the profile with the default addresses, and only those that may", async () => {
  const ada = await aPerson();
  const nothing = { defaultShippingAddress: undefined, defaultBillingAddress: undefined };
  const { user } = await users.getMyProfile({}, ada);
  expect(await lookup.readUser({ userId: ada.userId })).toEqual({ user, ...nothing });
  const home = await add(ada);
  const both = { defaultShippingAddress: home, defaultBillingAddress: home };
  expect(await lookup.readUser({ userId: ada.userId })).toEqual({ user, ...both });
  const { user: named } = await say(ada, { languageCode: "de" }, ["language_code"]);
  expect(await lookup.readUser({ userId: ada.userId })).toEqual({ user: named, ...both });
  const stranger = createClient(UserLookupServiceService, market.host.channelTo("user", "search"));
  await expect(stranger.readUser({ userId: ada.userId })).rejects.toThrow(refusal("CALLER_NOT_ALLOWED"));
});

describe("accounts", () => {
  const registered = (userId: string) => AccountRegistered.encode({ userId, wasGuest: false }).finish();

  function told(subject: string, userId: string, version: bigint, payload = Buffer.from(registered(userId))) {
    const eventId = ids.uuid();
    const head = { eventId, subject, key: userId };
    const origin = { version, createTime: noon, traceparent: "", producer: "auth", onBehalfOf: "" };
    return { ...head, envelope: EventEnvelope.encode({ ...head, ...origin, payload }).finish() };
  }

  const account = (userId: string, emailVerified: boolean) =>
    auth.accounts.set(userId, {
      userId,
      email: "ada@example.org",
      displayName: "Ada",
      emailVerified,
      roles: ["customer"],
      createTime: noon,
    });

  test("who registers has the name and e-mail of the account, and a name of one's own stays", async () => {
    const [ada, eve] = [await aPerson(), await aPerson()];
    await say(eve, { displayName: "Countess" }, ["display_name"]);
    for (const { userId } of [ada, eve]) account(userId, false);
    const events = [ada, eve].map(({ userId }) => told("auth.v1.account_registered", userId, 1n));
    await bus.append(events);
    await eventually(async () => (await users.getMyProfile({}, eve)).user?.email === "ada@example.org");
    await eventually(async () => (await users.getMyProfile({}, ada)).user?.displayName === "Ada");
    account(eve.userId, true);
    await bus.append([told("auth.v1.email_verified", eve.userId, 2n)]);
    await eventually(async () => (await users.getMyProfile({}, eve)).user?.emailVerified === true);
    const { user } = await users.getMyProfile({}, eve);
    expect(user).toMatchObject({ displayName: "Countess", emailVerified: true, etag: "3" });
  });

  test("the addresses of a guest who signs in to an account are the account's", async () => {
    const [guest, ada] = [await aPerson(), await aPerson()];
    const address = { label: "", address: aPostalAddress(), defaultShipping: false, defaultBilling: false };
    await users.createAddress({ address, requestId: "" }, guest);
    const payload = Buffer.from(GuestSignedIn.encode({ guestUserId: guest.userId, userId: ada.userId }).finish());
    await bus.append([told("auth.v1.guest_signed_in", ada.userId, 1n, payload)]);
    await eventually(
      async () => (await users.listAddresses({ pageSize: 0, pageToken: "" }, ada)).addresses.length === 1,
    );
    expect((await users.listAddresses({ pageSize: 0, pageToken: "" }, guest)).addresses).toEqual([]);
  });

  test("what auth does not answer for is asked again until it does", async () => {
    const ada = await aPerson();
    account(ada.userId, true);
    const asked = auth.state.asked;
    auth.state.away = true;
    await bus.append([told("auth.v1.account_registered", ada.userId, 1n)]);
    await eventually(() => auth.state.asked > asked);
    expect((await users.getMyProfile({}, ada)).user).toMatchObject({ email: "" });
    auth.state.away = false;
    await eventually(async () => (await users.getMyProfile({}, ada)).user?.emailVerified === true);
  });
});
