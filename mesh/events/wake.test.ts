import { Wake } from "./wake.ts";

test("a call ends the pause, or the next one", async () => {
  const wake = new Wake();
  const paused = wake.pause(60_000);
  wake.call();
  expect(await paused).toBe(true);
  wake.call();
  expect(await wake.pause(60_000)).toBe(true);
  expect(await wake.pause(1)).toBe(false);
});

test("a call that is forgotten ends no pause", async () => {
  const wake = new Wake();
  wake.call();
  wake.forget();
  expect(await wake.pause(1)).toBe(false);
});
