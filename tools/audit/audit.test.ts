import { audit } from "./audit.ts";
import { chapters } from "./chapters.ts";
import { reportOf } from "./report.ts";
import { breaks } from "./test/breaks.ts";
import { type MigratedMarket, migrateMarket } from "./test/migrated-market.ts";
import { layOutSoundMarket } from "./test/sound-market.ts";

const purchase = ["auth", "inventory", "order", "payment", "pricing", "product"];
const soft = ["analytics", "notification", "search", "shipping", "user"];
const all = chapters({ atRest: true });
let market: MigratedMarket;

beforeAll(async () => {
  market = await migrateMarket([...purchase, ...soft]);
}, 60_000);

afterAll(() => market?.close());
beforeEach(() => layOutSoundMarket(market.client));

const check = async () => audit({ url: market.url, chapters: all, settleMs: 0 });
const brokenTitles = async () => (await check()).filter(({ count }) => count > 0).map((finding) => finding.check.title);

test("nothing is found where everything agrees", async () => {
  const findings = await check();
  expect(reportOf(all, findings)).not.toMatch(/BROKEN|absent/);
  expect(findings).toHaveLength(all.flatMap(({ checks }) => checks).length);
});

test.each(Object.entries(breaks))("found broken: %s", async (title, sqls) => {
  for (const sql of sqls) {
    await layOutSoundMarket(market.client);
    await market.client.query(sql);
    expect(await brokenTitles()).toContain(title);
  }
});

test("each check is shown to find something", () => {
  const titles = all.flatMap(({ checks }) => checks.map(({ title }) => title));
  expect(Object.keys(breaks).toSorted()).toEqual(titles.toSorted());
});

test("old news need not be told, and may have been", async () => {
  const title = "customers are told what became of their orders, and nothing else";
  const long = "create_time - interval '2 days'";
  await market.client.query(
    `UPDATE "order".orders SET business_time = ${long}; UPDATE "order".order_refunds SET business_time = ${long};
     UPDATE shipping.shipments SET ship_time = ${long}, deliver_time = ${long}`,
  );
  expect(await brokenTitles()).not.toContain(title);
  await market.client.query("DELETE FROM notification.notifications");
  expect(await brokenTitles()).not.toContain(title);
  await market.client.query("UPDATE shipping.shipments SET deliver_time = create_time");
  expect(await brokenTitles()).toContain(title);
});

test("what concerns services that are not there is left out, and said to be", async () => {
  await market.client.query("ALTER SCHEMA search RENAME TO searched");
  const findings = await check();
  await market.client.query("ALTER SCHEMA searched RENAME TO search");
  expect(reportOf(all, findings)).toContain("absent  one index serves searches");
  expect(findings.filter(({ count }) => count > 0)).toEqual([]);
});
