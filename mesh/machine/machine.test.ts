import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { jest } from "@jest/globals";
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

/** Above every id Linux and macOS give away. */
const nobody = 2 ** 22 + 1;

/** Answers signals one after the other with these codes; "" lets them through. */
function answerSignals(...codes: string[]): void {
  const kill = jest.spyOn(process, "kill");
  for (const code of codes) {
    kill.mockImplementationOnce(() => {
      if (code !== "") throw Object.assign(new Error(code), { code });
      return true;
    });
  }
}

afterEach(() => jest.restoreAllMocks());

test("a process of another user runs, and may not be signalled", () => {
  answerSignals("EPERM", "EPERM", "EINVAL");
  expect(sendSignal(nobody, 0)).toBe(true);
  expect(() => sendSignal(nobody, "SIGTERM")).toThrow("EPERM");
  expect(() => sendSignal(nobody, 0)).toThrow("EINVAL");
});

test("a process that ends while its start time is read has none; a failure to read it is told", () => {
  answerSignals("", "ESRCH", "", "");
  expect(startTimeOf(nobody, "darwin")).toBeUndefined();
  expect(() => startTimeOf(nobody, "darwin")).toThrow("ps");
  answerSignals("");
  expect(startTimeOf(nobody, "linux")).toBeUndefined();
});

/** Listens on it until the server is closed. */
async function listenOn(port: number) {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}

test("free ports can be listened on, and are below those that connections take", async () => {
  const port = await freePort();
  expect(port).toBeLessThan(32_768);
  (await listenOn(port)).close();
});

test("a free port is given to one who asks, whichever process asks", async () => {
  jest.spyOn(Math, "random").mockReturnValue(0.5);
  const first = await freePort();
  const server = await listenOn(first + 1).catch(() => undefined);
  const ports = await Promise.all(Array.from({ length: 10 }, freePort));
  expect(new Set([first, first + 1, ...ports]).size).toBe(12);
  const door = new URL("mod.ts", import.meta.url).href;
  const ask = `Math.random = () => 0.5; console.log(await (await import("${door}")).freePort())`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", ask], { encoding: "utf8" });
  expect(Number(stdout)).toBeGreaterThan(Math.max(...ports));
  server?.close();
});

test.each([
  [Object.assign(new Error("x"), { code: "EIO" }), "EIO"],
  [Object.assign(new Error("x"), { code: 7 }), undefined],
  [new Error("x"), undefined],
  [null, undefined],
])("the code of %p is %p", (error, code) => {
  expect(errorCode(error)).toBe(code);
});
