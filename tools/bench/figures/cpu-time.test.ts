import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpuTimeUs, familyOf } from "./cpu-time.ts";

const onLinux = process.platform === "linux" ? test : test.skip;

onLinux("CPU time agrees with what the process itself is told", () => {
  const before = { ours: cpuTimeUs(process.pid), own: process.cpuUsage() };
  let sum = 0;
  for (let end = performance.now() + 50; performance.now() < end; ) sum += Math.sqrt(sum + 1);
  const { user, system } = process.cpuUsage(before.own);
  expect((cpuTimeUs(process.pid) - before.ours) / (user + system)).toBeCloseTo(1, 0);
});

onLinux("a family holds what a process started, and a process that is gone costs nothing", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await once(child, "spawn");
  const pid = child.pid ?? 0;
  expect(familyOf(process.pid)).toEqual(expect.arrayContaining([process.pid, pid]));
  child.kill();
  await once(child, "exit");
  expect(familyOf(process.pid)).not.toContain(pid);
  expect(cpuTimeUs(pid)).toBe(0);
});
