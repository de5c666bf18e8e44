import { createIds, systemClock, uuidFromId } from "#mesh/kernel";
import { createTestDatabase, type TestDatabase } from "#mesh/testing";
import { forgetAnswers } from "./mod.ts";
import { openShop, type Shop } from "./test/shop.ts";

let database: TestDatabase;
let shop: Shop;

beforeAll(async () => {
  database = await createTestDatabase();
  shop = await openShop(database.url);
});
afterAll(async () => {
  await shop?.close();
  await database?.drop();
});

const ids = createIds(systemClock);
const answered = (caller: string, answer: unknown, key = ids.uuid()) => {
  let runs = 0;
  const request = { caller, method: "/m", key, hash: "" };
  const ask = () => shop.change(request, async () => ({ answer: { answer, runs: ++runs }, events: [] }));
  return { ask, runs: () => runs };
};

test("what a user was answered is forgotten, what others were answered about them has no second effect", async () => {
  const [userId, other] = [ids.next("usr"), ids.next("usr")];
  const own = answered(userId, "my address");
  const staff = answered(other, { userId, name: "Ada" });
  const byUuid = answered(other, { user_id: uuidFromId(userId) });
  const consumer = answered("consumer/shop.accounts", { userId, name: "Ada" });
  const foreign = answered(other, { userId: other, name: "Eve" });
  const all = [own, staff, byUuid, consumer, foreign];
  for (const { ask } of all) await ask();
  await shop.change(undefined, async (tx) => {
    await forgetAnswers(tx, [userId]);
    return { answer: undefined, events: [] };
  });
  await expect(staff.ask()).rejects.toMatchObject({ reason: "RESOURCE_NOT_FOUND" });
  await expect(byUuid.ask()).rejects.toMatchObject({ reason: "RESOURCE_NOT_FOUND" });
  expect(await consumer.ask()).toBeUndefined();
  expect(await foreign.ask()).toEqual({ answer: { userId: other, name: "Eve" }, runs: 1 });
  await own.ask();
  expect(all.map(({ runs }) => runs())).toEqual([2, 1, 1, 1, 1]);
});
