import { expectMoney, noteMoney, type Shop } from "../crash/shop.ts";
import { grossOf, softServices } from "./soft-services.ts";
import { buyMeanwhile, type Visit } from "./visit.ts";

const all = softServices.map(({ name }) => name);
const each = all.map((name) => [name]);
/** One without the others teaches little that all together do not; where there is time, both. */
const cases = process.env.TORTURE === "1" ? [...each, all] : [all];

/** Purchases while services that they can do without are down, or hang. */
export function degradedTests(shop: () => Shop): void {
  async function open(): Promise<Visit> {
    const { market, staff } = shop();
    return { market, staff, admin: await market.token("admin") };
  }

  /** A purchase while the services are away; then they are back. */
  async function buyWithout(visit: Visit, leave: () => unknown, comeBack: () => unknown): Promise<void> {
    const before = { gross: await grossOf(visit.market.url, visit.admin) };
    await leave();
    const absence = await buyMeanwhile(visit, before).finally(comeBack);
    noteMoney(shop(), absence.order);
    for (const { madeUp } of softServices) await madeUp(visit, absence);
    await expectMoney(shop());
  }

  test.each(cases.map((names) => [names.join(", "), names] as const))(
    "a purchase goes through without %s, and what was missed is made up",
    async (_, names) => {
      const visit = await open();
      const um = async (verb: string, name: string) =>
        expect(await visit.market.um(verb, name)).toEqual({ code: 0, output: expect.any(String) });
      const ask = (verb: string) => Promise.all(names.map((name) => um(verb, name)));
      await buyWithout(
        visit,
        () => ask("down"),
        () => ask("up"),
      );
    },
    120_000,
  );

  test("services that hang instead of refusing hold no purchase up", async () => {
    const visit = await open();
    const freeze = () => expect(all.map((name) => visit.market.freeze(name))).toEqual(all.map(() => true));
    const thaw = () => expect(all.map((name) => visit.market.thaw(name))).toEqual(all.map(() => true));
    await buyWithout(visit, freeze, thaw);
  }, 120_000);
}
