import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "#mesh/testing";
import { useOfMarket } from "./market-processes.ts";

const onLinux = process.platform === "linux" ? test : test.skip;
if (process.platform !== "linux") console.log("What processes use is seen on Linux only");

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "processes-"));
});

afterEach(() => rm(dataDir, { recursive: true }));

/** Writes a run file as the supervisor of a market does. */
async function running(pids: Readonly<Record<string, number | undefined>>): Promise<void> {
  const units = Object.entries(pids).map(([name, pid]) => ({
    ...{ name, state: "READY", restarts: 0, details: {} },
    ...(pid !== undefined && { process: { pid, startTime: "1" } }),
  }));
  await writeFile(
    join(dataDir, "run.json"),
    JSON.stringify({ supervisor: { pid: 1, startTime: "1" }, units, notes: {} }),
  );
}

test("a market that does not run here is not seen", async () => {
  expect(await useOfMarket(dataDir)).toBeUndefined();
});

onLinux("what a process and its children use is one sum; a unit that is down uses nothing", async () => {
  const busy = "while (process.cpuUsage().user < 300_000);";
  const nested = `require("node:child_process").spawnSync(process.execPath, ["-e", ${JSON.stringify(busy)}]); setInterval(() => {}, 1e3)`;
  const child = spawn(process.execPath, ["-e", nested]);
  try {
    await running({ market: child.pid, search: undefined });
    const market = await eventually(async () => {
      const used = (await useOfMarket(dataDir))?.get("market");
      expect(used?.cpu).toBeGreaterThan(0.2);
      return used;
    });
    expect(market?.memory).toBeGreaterThan(1);
    expect((await useOfMarket(dataDir))?.get("search")).toEqual({ cpu: 0, memory: 0 });
  } finally {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }
  expect((await useOfMarket(dataDir))?.get("market")).toEqual({ cpu: 0, memory: 0 });
});
