import { strFromU8, unzipSync } from "fflate";
import { EventEnvelope } from "#gen/grpc/ultramarket/common/v1/event.ts";
import { ErasureStarted } from "#gen/grpc/ultramarket/user/v1/user_events.ts";
import { type Caller, type PersonRecord, refuse, silentLogger } from "#mesh/kernel";
import { type Database, provision, statement } from "#mesh/store";
import { createTestDatabase, type FakeClock, fakeClock, sentStatements, type TestDatabase } from "#mesh/testing";
import { userUseCases } from "../src/app/use-cases.ts";
import { archive } from "../src/clients/archive.ts";
import { postalCodes } from "../src/clients/postal-codes.ts";
import { regions } from "../src/clients/regions.ts";
import { erasureStages } from "../src/domain/erasure-stages.ts";
import type { UserEvent } from "../src/domain/events.ts";
import type { UserId } from "../src/domain/ids.ts";
import { postgresAddressStore } from "../src/store/postgres-address-store.ts";
import { postgresConsentStore } from "../src/store/postgres-consent-store.ts";
import { postgresPersonStore } from "../src/store/postgres-person-store.ts";
import { postgresPrivacyRequestStore } from "../src/store/postgres-privacy-request-store.ts";
import { postgresProfileStore } from "../src/store/postgres-profile-store.ts";
import { postgresSellerStore } from "../src/store/postgres-seller-store.ts";
import { postgresWishListStore } from "../src/store/postgres-wish-list-store.ts";
import { ids } from "./builders.ts";
import { openUser } from "./open-user.ts";
import { aRequest, refusal } from "./user-stores.contract.ts";

const services = erasureStages.flat();
const away = new Set<string>();
const asked: string[] = [];

let own: TestDatabase;
let database: Database<UserEvent>;
let clock: FakeClock;
let app: ReturnType<typeof userUseCases>;

beforeAll(async () => {
  own = await createTestDatabase();
  await provision({ url: own.url, services: ["user"] });
  database = await openUser(own.url);
});
afterAll(async () => {
  await database?.close();
  await own?.drop();
});
beforeEach(async () => {
  away.clear();
  asked.length = 0;
  clock = fakeClock();
  await database.query(forgetAll);
  app = userUseCases({
    profiles: postgresProfileStore(database),
    addresses: postgresAddressStore(database),
    consents: postgresConsentStore(database),
    wishLists: postgresWishListStore(database),
    sellers: postgresSellerStore(database),
    privacyRequests: postgresPrivacyRequestStore(database),
    erasurePace: { graceMs: 1_000, deadlineMs: 60_000, settleMs: 100, retryMs: 5_000 },
    exportPace: { deadlineMs: 60_000, lifetimeMs: 20_000, retryMs: 5_000 },
    personRecords: Object.fromEntries(services.map((service) => [service, { read: recordsOf(service) }])),
    accounts: { read: async () => undefined },
    log: silentLogger,
    ...{ archive, postalCodes, regions, clock, ids },
  });
});

const forgetAll = statement<never>("t.forget_all", "TRUNCATE privacy_requests, guest_ids, outbox CASCADE");
const started = statement<{ readonly envelope: Buffer }>(
  "t.erasures",
  "SELECT envelope FROM outbox WHERE subject = 'user.v1.erasure_started' ORDER BY seq",
);
const documents = statement<{ readonly count: number }>(
  "t.documents",
  "SELECT count(*)::integer AS count FROM privacy_documents",
);

const recordsOf = (service: string) =>
  async function* read(userIds: readonly UserId[]): AsyncIterable<PersonRecord> {
    asked.push(service);
    if (away.has(service)) throw refuse("SERVICE_UNAVAILABLE", { metadata: { service } });
    yield { collection: "things", document: JSON.stringify({ of: service, userIds }) };
  };

function somebody() {
  const userId = ids.next("usr");
  const caller: Caller = {
    workload: "gateway",
    user: { userId, sessionId: ids.next("ses"), permissions: [] } as never,
  };
  return { userId, caller };
}

const later = async (ms: number) => {
  clock.advance(ms);
  await app.continuePrivacyRequests();
};
const tellings = async () =>
  (await database.query(started)).map(({ envelope }) => ErasureStarted.decode(EventEnvelope.decode(envelope).payload));
const kept = async () => (await database.query(documents))[0]?.count;

test("an export waits for a service that is away, and is complete once it is back, until it expires", async () => {
  const { caller, userId } = somebody();
  const { privacyRequestId } = await app.requestExport(caller, undefined, aRequest());
  away.add("order");
  await later(0);
  expect(await app.getPrivacyRequest(privacyRequestId)).toMatchObject({
    state: "RUNNING",
    outstanding: [{ service: "order", waitingCount: 0 }],
  });
  await expect(app.downloadExport(privacyRequestId, userId)).rejects.toThrow(refusal("EXPORT_NOT_READY"));
  away.clear();
  await later(4_999);
  expect(asked).toEqual(services);
  await later(1);
  expect(asked).toEqual([...services, "order"]);
  const files = unzipSync(await app.downloadExport(privacyRequestId, userId));
  expect(Object.keys(files)).toEqual(services.map((service) => `${service}.json`).toSorted());
  const things = [{ of: "order", userIds: [userId] }];
  expect(JSON.parse(strFromU8(files["order.json"] ?? Uint8Array.of()))).toEqual({ things });
  await expect(app.downloadExport(privacyRequestId, ids.next("usr"))).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  await later(20_000);
  expect(await app.getPrivacyRequest(privacyRequestId)).toMatchObject({ state: "EXPIRED" });
  await expect(app.downloadExport(privacyRequestId)).rejects.toThrow(refusal("EXPORT_NOT_READY"));
  expect(await kept()).toBe(0);
});

test("processes that go on at once ask once, and keep each part once", async () => {
  const { caller } = somebody();
  const { privacyRequestId } = await app.requestExport(caller, undefined);
  await app.requestErasure(caller, undefined);
  clock.advance(1_000);
  await Promise.all(Array.from({ length: 4 }, () => app.continuePrivacyRequests()));
  expect(asked).toEqual(services);
  expect(await app.getPrivacyRequest(privacyRequestId)).toMatchObject({ state: "COMPLETED" });
  expect(await tellings()).toHaveLength(1);
});

test("an erasure names who the person was as a guest, and goes on as services answer, each once", async () => {
  const [{ caller, userId }, guestId] = [somebody(), ids.next("usr")];
  await app.noteGuest({ guestId, userId, request: aRequest() });
  const { privacyRequestId } = await app.requestErasure(caller, undefined);
  await later(1_000);
  const request = aRequest();
  for (let time = 0; time < 2; time++) {
    await app.notePersonErased({ privacyRequestId, service: "auth", waitingCount: 0, request });
  }
  await later(100);
  expect(await tellings()).toMatchObject([
    { privacyRequestId, userIds: [userId, guestId], services: ["auth"] },
    { privacyRequestId, userIds: [userId, guestId], services: ["order"] },
  ]);
});

test("erasing a person takes their archives along, and a part that comes too late is not kept", async () => {
  const [done, begun] = [somebody(), somebody()];
  const complete = await app.requestExport(done.caller, undefined);
  await later(0);
  expect(await kept()).toBe(services.length);
  away.add("pricing");
  const running = await app.requestExport(begun.caller, undefined);
  await later(0);
  const erasure = {
    privacyRequestId: ids.next("prq"),
    userIds: [done.userId, begun.userId],
    deadlineTime: clock.now(),
  };
  const people = postgresPersonStore(database);
  await people.erase({ ...erasure, round: 1 }, clock.now(), aRequest());
  away.clear();
  await later(5_000);
  for (const { privacyRequestId } of [complete, running]) {
    expect(await app.getPrivacyRequest(privacyRequestId)).toMatchObject({ state: "EXPIRED", outstanding: [] });
    await expect(app.downloadExport(privacyRequestId)).rejects.toThrow(refusal("EXPORT_NOT_READY"));
  }
  expect(await kept()).toBe(0);
});

test("who was erased is no seller any more, and their slug is free", async () => {
  const [{ caller, userId }, other] = [somebody(), somebody()];
  const said = { change: { name: "Mugs", slug: `mugs-${ids.uuid()}` }, etag: "" };
  await app.updateMySeller(caller, said);
  await expect(app.updateMySeller(other.caller, said)).rejects.toThrow(refusal("SELLER_SLUG_TAKEN"));
  const erasure = { privacyRequestId: ids.next("prq"), userIds: [userId], deadlineTime: clock.now(), round: 1 };
  await postgresPersonStore(database).erase(erasure, clock.now(), aRequest());
  await expect(app.getSeller(userId)).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  expect(await app.updateMySeller(other.caller, said)).toMatchObject({ userId: other.userId, version: 1 });
});

test("a call sends as many statements as the README says", async () => {
  const { caller, userId } = somebody();
  const count = async (work: () => Promise<unknown>) => {
    const sent = (await sentStatements(work)).map(({ text }) => text);
    return sent.filter((text) => !/^(BEGIN|COMMIT|SET|INSERT INTO idempotency|UPDATE idempotency)/.test(text)).length;
  };
  let privacyRequestId = ids.next("prq");
  const ask = async () => {
    ({ privacyRequestId } = await app.requestErasure(caller, undefined));
  };
  // With the event that has its person mailed.
  expect(await count(ask)).toBe(2);
  expect(await count(() => app.getPrivacyRequest(privacyRequestId, userId))).toBe(1);
  expect(await count(() => app.listPrivacyRequests({ userId }, { pageSize: 10, pageToken: "" }))).toBe(1);
  expect(await count(() => app.cancelPrivacyRequest({ privacyRequestId, owner: userId }))).toBe(3);
  const said = { change: { name: "Mugs", slug: `mugs-${ids.uuid()}` }, etag: "" };
  expect(await count(() => app.updateMySeller(caller, said))).toBe(4); // its event among them
  expect(await count(() => app.getSeller(said.change.slug))).toBe(1);
  const made = await app.requestExport(caller, undefined);
  await later(0);
  expect(await count(() => app.downloadExport(made.privacyRequestId, userId))).toBe(2);
});
