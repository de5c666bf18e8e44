import { deskOf } from "./around-desk.ts";
import { buyAndSendAtRandom } from "./around-random.ts";
import { hear, leaveAlone, send, unpack } from "./around-stories.ts";
import { expectFigures } from "./around-truth.ts";
import { expectMoney, type Shop } from "./shop.ts";

const isLong = process.env.TORTURE === "1";
const stories = isLong ? [send, unpack, leaveAlone] : [send, leaveAlone];
const longTest = isLong ? test : test.skip;

/** Kills over what surrounds a purchase: it is found, told, counted, packed and sent. */
export function aroundTests(opened: () => Shop): void {
  const open = async () => {
    const shop = opened();
    return { shop, desk: deskOf(shop, await shop.market.token("admin")) };
  };

  test("whoever is killed over it, what is sold is heard of, told, counted, packed, sent and unpacked once", async () => {
    const { shop, desk } = await open();
    const sendAll = async () => {
      for (const story of stories) await story(shop, desk);
    };
    await Promise.all([hear(shop, desk), sendAll()]);
    await expectFigures(shop, desk);
    await expectMoney(shop);
  }, 240_000);

  longTest(
    "whoever is killed at random, everything that was bought is sent, told and counted once",
    async () => {
      const { shop, desk } = await open();
      await buyAndSendAtRandom(shop, desk);
      await expectFigures(shop, desk);
      await expectMoney(shop);
    },
    600_000,
  );
}
