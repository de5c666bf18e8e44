import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { elapsed, errorCode, freePort, isAlive, sendSignal, startTimeOf } from "./mod.ts";

const sleeper = () => spawn("/bin/sleep", ["60"], { stdio: "ignore" });
const pidOf = ({ pid }: { pid?: number | undefined }) => pid ?? 0;

test("a process runs until it has ended", async () => {
  const child = sleeper();
  expect(isAlive(pidOf(child))).toBe(true);
  expect(sendSignal(pidOf(child), "SIGKILL")).toBe(true);
  await once(child, "exit");
  expect([isAlive(pidOf(child)), sendSignal(pidOf(child), "SIGKILL")]).toEqual([false, false]);
  expect(startTimeOf(pidOf(child))).toBeUndefined();
});

test("a process that has ended and was not collected does not run", async () => {
  const parent = spawn("/bin/sh", ["-c", "sleep 60 & echo $!; wait"], { stdio: ["ignore", "pipe", "ignore"] });
  const [line] = await once(parent.stdout, "data");
  const pid = Number(line);
  parent.kill("SIGSTOP");
  sendSignal(pid, "SIGKILL");
  for await (const waited of elapsed(5)) if (!isAlive(pid) || waited > 5_000) break;
  const seen = [isAlive(pid), sendSignal(pid, 0)];
  parent.kill("SIGKILL");
  expect(seen).toEqual([false, true]);
});

test.each(["linux", "darwin"] as const)(
  "the start time on %s is told of a process that runs, and does not change",
  (platform) => {
    const own = startTimeOf(process.pid, platform);
    expect(own).toMatch(/\d/);
    expect(startTimeOf(process.pid, platform)).toBe(own);
  },
);

test("the start time tells two processes apart and does not change", async () => {
  const first = sleeper();
  const at = startTimeOf(pidOf(first));
  for await (const waited of elapsed(5)) if (waited > 50) break;
  const second = sleeper();
  expect(startTimeOf(pidOf(first))).toBe(at);
  expect(startTimeOf(pidOf(second))).not.toBe(at);
  for (const child of [first, second]) child.kill("SIGKILL");
});

test("a free port can be listened on", async () => {
  const server = createServer().listen(await freePort(), "127.0.0.1");
  await once(server, "listening");
  server.close();
});

test.each([
  [Object.assign(new Error("x"), { code: "EIO" }), "EIO"],
  [Object.assign(new Error("x"), { code: 7 }), undefined],
  [new Error("x"), undefined],
  [null, undefined],
])("the code of %p is %p", (error, code) => {
  expect(errorCode(error)).toBe(code);
});
