import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "#mesh/testing";
import type { UmResult } from "../running-market.ts";
import { generatedRetail } from "./generated-retail.ts";
import { openReplayShop, type ReplayShop } from "./replay-shop.ts";

const days = ["--from", "2011-03-01", "--to", "2011-03-31"];
const agree = "File and market agree to the penny.";

let shop: ReplayShop;
let file: string;
let first: UmResult;

beforeAll(async () => {
  shop = await openReplayShop("one");
  file = await shop.write("retail.csv", generatedRetail(80));
}, 120_000);

afterAll(() => shop?.remove(), 60_000);

test("a shop's year is imported and lived through to the penny, whatever is killed meanwhile", async () => {
  const imported = await shop.um(["import", "online-retail", file], [1_500]);
  expect(imported).toMatchObject({ code: 0 });
  const killing = killed(["market", "postgres"], 3_000);
  first = await shop.um(["replay", file, ...days], [2_500, 3_500]);
  expect({ ...first, killed: await killing }).toMatchObject({
    code: 0,
    output: expect.stringContaining(agree),
    killed: 2,
  });
  const { code, output } = await shop.um(["audit", "--at-rest", "--settle", "100"]);
  expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
}, 180_000);

test("what was imported and replayed once stays as it is when it is done again", async () => {
  expect(await shop.um(["import", "online-retail", file])).toMatchObject({ code: 0 });
  const again = await shop.um(["replay", file, ...days]);
  expect(again).toMatchObject({ code: 0, output: expect.stringContaining(agree) });
  expect(tableIn(again.output)).toEqual(tableIn(first.output));
}, 60_000);

test("a replay from another day on is refused, for cancellations would take back other sales", async () => {
  const { code, output } = await shop.um(["replay", file, "--from", "2011-03-02", "--to", "2011-03-31"]);
  expect(code).toBe(1);
  expect(output).toContain("was replayed from 2011-03-01 on");
}, 60_000);

/** Kills each once, with pauses; answers how many were. */
async function killed(units: readonly string[], pauseMs: number): Promise<number> {
  let count = 0;
  for (const unit of units) {
    await sleep(pauseMs);
    const restarts = shop.market.restarts();
    if (!shop.market.kill(unit)) continue;
    count += 1;
    await eventually(() => shop.market.restarts() > restarts);
    await shop.market.ready();
  }
  return count;
}

function tableIn(output: string): readonly string[] {
  return output.split("\n").filter((line) => /^(2011-..-..|total) /.test(line));
}
