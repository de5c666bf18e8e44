import { type Desk, deskOf } from "./around-desk.ts";
import { buyAndSendAtRandom } from "./around-random.ts";
import { hear, leaveAlone, send, unpack } from "./around-stories.ts";
import { expectFigures } from "./around-truth.ts";
import { expectRest } from "./audited.ts";
import { openShop } from "./open-shop.ts";
import { expectMoney, type Shop } from "./shop.ts";

/** Parcels that are quick, and leases that end soon after whoever held them. */
const settings = {
  CARRIER_SANDBOX_STAGE: "100ms",
  SHIPPING_TRACKING_INTERVAL: "50ms",
  SHIPPING_LEASE_DURATION: "1s",
  NOTIFICATION_LEASE_DURATION: "3s",
  GATEWAY_RATE_SEARCH: "none",
};

const isLong = process.env.TORTURE === "1";
const stories = isLong ? [send, unpack, leaveAlone] : [send, leaveAlone];
const longTest = isLong ? test : test.skip;

let shop: Shop;
let desk: Desk;

beforeAll(async () => {
  shop = await openShop("many", settings);
  desk = deskOf(shop, await shop.market.token("admin"));
}, 120_000);

afterAll(() => shop?.market.remove(), 60_000);

test("whoever is killed over it, what is sold is heard of, told, counted, packed, sent and unpacked once", async () => {
  const sendAll = async () => {
    for (const story of stories) await story(shop, desk);
  };
  await Promise.all([hear(shop, desk), sendAll()]);
  await expectFigures(shop, desk);
  await expectMoney(shop);
  await expectRest(shop);
}, 240_000);

longTest(
  "whoever is killed at random, everything that was bought is sent, told and counted once",
  async () => {
    await buyAndSendAtRandom(shop, desk);
    await expectFigures(shop, desk);
    await expectMoney(shop);
    await expectRest(shop);
  },
  600_000,
);
