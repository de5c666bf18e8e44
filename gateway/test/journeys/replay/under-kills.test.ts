import { setTimeout as sleep } from "node:timers/promises";
import { openReplayShop, type ReplayShop } from "./replay-shop.ts";

const file = process.env.ONLINE_RETAIL_FILE ?? "";
const isWanted = process.env.TORTURE === "1" && file !== "";
const tortured = isWanted ? test : test.skip;
if (process.env.TORTURE === "1" && file === "") console.log("ONLINE_RETAIL_FILE is not set: nobody is killed over it");

const leastKills = 40;
const betweenKillsMs = 5_000;
/** How long each run of `um` lives until it is killed; the last one ends by itself. */
const umLivesMs = [15_000, 30_000, 45_000, 60_000, 75_000];

let shop: ReplayShop | undefined;

afterAll(() => shop?.remove(), 60_000);

tortured(
  "two months of a real shop agree to the penny, though every process is killed in turn",
  async () => {
    shop = await openReplayShop("many");
    expect(await shop.um(["import", "online-retail", file])).toMatchObject({ code: 0 });
    const done = new AbortController();
    const killing = killInTurn(shop, done.signal);
    const replayed = shop.um(["replay", file, "--from", "2010-12-01", "--to", "2011-01-31"], umLivesMs);
    const { code, output } = await replayed.finally(() => done.abort());
    const kills = await killing;
    console.log(
      `${kills} kills of processes and ${umLivesMs.length} of um\n${output.split("\n").slice(-60).join("\n")}`,
    );
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringMatching(/total +all agree +2,645 /) });
    expect(output).toContain("763 cancellation lines take back what was sold: 95,541.99");
    expect(output).toContain("666 cancellation lines are credits: 110,611.43");
    expect(kills).toBeGreaterThanOrEqual(leastKills);
    const audit = await shop.um(["audit", "--at-rest", "--settle", "120"]);
    expect({ code: audit.code, output: audit.code === 0 ? "" : audit.output }).toEqual({ code: 0, output: "" });
  },
  3_600_000,
);

/** Kills one process after the other, PostgreSQL among them, until told to stop. Answers how many it killed. */
async function killInTurn({ market }: ReplayShop, signal: AbortSignal): Promise<number> {
  for (let kills = 0, turn = 0; ; turn += 1) {
    await sleep(betweenKillsMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) return kills;
    await market.ready();
    if (market.kill(market.units[turn % market.units.length] ?? "")) kills += 1;
  }
}
