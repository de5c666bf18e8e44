import { type Logger, silentLogger } from "#mesh/kernel";
import { eventually } from "#mesh/testing";
import { startWorkers } from "./workers.ts";

test("a worker runs one round after another, and goes on after one that failed", async () => {
  const warnings: unknown[] = [];
  const log: Logger = { ...silentLogger, warn: (_, fields) => warnings.push(fields) };
  let rounds = 0;
  let atOnce = 0;
  let most = 0;
  const run = async () => {
    rounds += 1;
    atOnce += 1;
    most = Math.max(most, atOnce);
    await new Promise(setImmediate);
    atOnce -= 1;
    if (rounds === 1) throw new Error("first");
  };
  const workers = startWorkers([{ name: "order.recover", everyMs: 1, run }], log);
  await eventually(() => rounds >= 3);
  await workers.close();
  expect(most).toBe(1);
  expect(warnings).toEqual([{ worker: "order.recover", error: new Error("first") }]);
});

test("closing waits for the round under way", async () => {
  let finish = () => {};
  let begun = false;
  const run = () => {
    begun = true;
    return new Promise<void>((resolve) => {
      finish = resolve;
    });
  };
  const workers = startWorkers([{ name: "order.recover", everyMs: 1, run }], silentLogger);
  await eventually(() => begun);
  let closed = false;
  const closing = workers.close().then(() => {
    closed = true;
  });
  await new Promise(setImmediate);
  expect(closed).toBe(false);
  finish();
  await closing;
});
