import { expectRest } from "../crash/audited.ts";
import { openShop } from "../crash/open-shop.ts";
import { expectMoney, noteMoney, type Shop } from "../crash/shop.ts";
import { grossOf, softServices } from "./soft-services.ts";
import { type Absence, buyMeanwhile, type Visit } from "./visit.ts";

let shop: Shop;
let visit: Visit;

beforeAll(async () => {
  shop = await openShop("many", { SHIPPING_TRACKING_INTERVAL: "200ms" });
  visit = { market: shop.market, staff: shop.staff, admin: await shop.market.token("admin") };
}, 120_000);

afterAll(() => shop?.market.remove(), 60_000);

async function um(...args: readonly string[]): Promise<void> {
  expect(await shop.market.um(...args)).toEqual({ code: 0, output: expect.any(String) });
}

/** A purchase while the services are away; then they are back. */
async function buyWithout(names: readonly string[]): Promise<Absence> {
  const before = { gross: await grossOf(visit.market.url, visit.admin) };
  await Promise.all(names.map((name) => um("down", name)));
  try {
    const absence = await buyMeanwhile(visit, before);
    noteMoney(shop, absence.order);
    return absence;
  } finally {
    await Promise.all(names.map((name) => um("up", name)));
  }
}

const all = softServices.map(({ name }) => name);
const each = all.map((name) => [name]);
/** One without the others teaches little that all together do not; where there is time, both. */
const cases = process.env.TORTURE === "1" ? [...each, all] : [all];

test.each(cases.map((names) => [names.join(", "), names] as const))(
  "a purchase goes through without %s, and what was missed is made up",
  async (_, names) => {
    const absence = await buyWithout(names);
    for (const { madeUp } of softServices) await madeUp(visit, absence);
  },
  120_000,
);

test("services that hang instead of refusing hold no purchase up", async () => {
  const before = { gross: await grossOf(visit.market.url, visit.admin) };
  for (const name of all) expect(shop.market.freeze(name)).toBe(true);
  const absence = await buyMeanwhile(visit, before).finally(() => {
    for (const name of all) shop.market.thaw(name);
  });
  noteMoney(shop, absence.order);
  for (const { madeUp } of softServices) await madeUp(visit, absence);
}, 120_000);

test("at the end all books agree", async () => {
  await expectMoney(shop);
  await expectRest(shop);
}, 120_000);
