import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { eventually } from "#mesh/testing";
import { runUm, startUm } from "./um-program.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const boundary = "=== next ===";
const signStaffIn = "staff=$(npm run -s um -- token --role staff)\n";

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "tour-"));
});

afterEach(async () => {
  await runUm(["stop"], { DATA_DIR: dataDir });
  await rm(dataDir, { recursive: true });
}, 60_000);

/** The commands of a chapter of the README, in their order. */
async function commandsOf(chapter: string): Promise<readonly string[]> {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const [, section = ""] = readme.split(`\n## ${chapter}\n`);
  const [text = ""] = section.split(/^## /m);
  return [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, commands = ""]) => commands);
}

/** What each block prints when a person runs them one after the other. */
async function runBlocks(blocks: readonly string[], url: string): Promise<readonly string[]> {
  const script = blocks.map((block) => block.replace("http://localhost:8080", url)).join(`echo '${boundary}'\n`);
  const inFolder = `set -euo pipefail\ncd ${root}\n${script.replaceAll(/label\.pdf|my-[a-z]+\.csv/g, (name) => join(dataDir, name))}`;
  const env = { ...process.env, DATA_DIR: dataDir, PORT: new URL(url).port };
  const { stdout } = await promisify(execFile)("bash", ["-c", inFolder], { env, timeout: 100_000 });
  return stdout.split(`${boundary}\n`);
}

const lastJson = (printed: string) => JSON.parse(printed.trim().split("\n").at(-1) ?? "");

test("the README's tour works as it is written", async () => {
  const market = startUm(["start"], { DATA_DIR: dataDir, PORT: "0" });
  await market.printed("Stop ");
  const { notes } = JSON.parse(await readFile(join(dataDir, "run.json"), "utf8"));
  const blocks = await commandsOf("A tour");
  expect(blocks).toHaveLength(7);
  const [, registered = "", found = "", bought = "", tracked = "", returned = ""] = await runBlocks(blocks, notes.url);

  expect(registered).toContain('"defaultShipping":true');
  expect(registered).toMatch(/[0-9A-Z]{5}-[0-9A-Z]{5}/);
  expect(lastJson(found).hits[0].name).toMatch(/speckled mug/i);
  const order = JSON.parse(bought.split("\n").find((line) => line.startsWith('{"order"')) ?? "").order;
  expect(order).toMatchObject({ state: "ORDER_STATE_PAID", email: "you@example.com" });
  expect(bought.split('{"order"')[1]).toContain(order.orderNumber);
  expect(lastJson(tracked).shipments).toMatchObject([{ orderId: order.orderId, carrierId: expect.any(String) }]);
  expect((await readFile(join(dataDir, "label.pdf"))).subarray(0, 5).toString()).toBe("%PDF-");
  expect(lastJson(returned)).toMatchObject({ order: { refunds: [{ state: "REFUND_STATE_SUCCEEDED" }] } });
  const [definitions = "", , , , , , askForFigures = ""] = blocks;
  await eventually(async () => {
    const printed = await runBlocks([definitions, signStaffIn, askForFigures], notes.url);
    const [day] = lastJson(printed.at(-1) ?? "").intervals;
    expect(Number(day.orders)).toBeGreaterThanOrEqual(2);
    expect(BigInt(day.refunds.minorUnits)).toBeGreaterThan(0n);
    expect(BigInt(day.net.minorUnits)).toBe(BigInt(day.gross.minorUnits) - BigInt(day.refunds.minorUnits));
  });

  const [imported = "", damaged = ""] = await runBlocks(await commandsOf("Bring your own shop"), notes.url);
  expect(imported).toMatch(/^new +13$/m);
  expect(imported).toContain('"name":"Gift Wrapping"');
  expect(damaged).toMatch(/^as they were +12$/m);
  expect(damaged).toContain("16,price,-119.00,");
}, 150_000);
