import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "#mesh/testing";
import { orphansAmong, processesIn } from "./processes-in.ts";

test.each(["linux", "darwin"] as const)(
  "on %s a server is found by its data directory, and not when it is gone",
  async (platform) => {
    const data = await mkdtemp(join(tmpdir(), "ultramarket-data-"));
    const child = spawn("/bin/sh", ["-c", "sleep 60; :", "postgres", "-D", data, "-c", "port=1"], { cwd: data });
    const found = await eventually(async () => {
      const processes = await processesIn(data, platform);
      return processes.some(({ pid }) => pid === child.pid) && processes;
    });
    expect(found.find(({ pid }) => pid === child.pid)).toMatchObject({ parent: process.pid });
    child.kill("SIGKILL");
    await once(child, "exit");
    const others = (await processesIn(data, platform)).filter(({ pid }) => pid === child.pid);
    expect(others).toEqual([]);
    for (const { pid } of await processesIn(data, "linux")) process.kill(pid, "SIGKILL");
    await rm(data, { recursive: true });
  },
);

test("orphans are workers whose main process is gone", () => {
  const main = { pid: 1, parent: 9, title: "/bin/postgres -D data" };
  const [worker, orphan] = [1, 8].map((parent) => ({ pid: 10 + parent, parent, title: "postgres: checkpointer" }));
  expect(orphansAmong([main, worker, orphan].filter((each) => each !== undefined))).toEqual([orphan]);
});
