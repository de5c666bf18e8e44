import { fakeClock } from "#mesh/testing";
import { ids } from "../../test/builders.ts";
import { expireHolds } from "./expire-holds.ts";
import type { InventoryPorts } from "./ports.ts";

/** Ports over a store with this many lapsed holds, and what was asked of it. */
function fakePorts(lapsed: number) {
  const clock = fakeClock();
  const asked: Date[] = [];
  let left = lapsed;
  const expire = async (now: Date, limit: number) => {
    asked.push(now);
    const expired = Math.min(left, limit);
    left -= expired;
    return expired;
  };
  const ports = { clock, ids, reservations: { expire } } as unknown as InventoryPorts;
  return { ports, asked, clock, left: () => left };
}

test.each([
  [0, 1],
  [49, 1],
  [50, 2],
  [120, 3],
])("%i lapsed holds are released in %i batches, by the clock of the service", async (lapsed, batches) => {
  const { ports, asked, clock, left } = fakePorts(lapsed);
  await expireHolds(ports)();
  expect(left()).toBe(0);
  expect(asked).toEqual(Array.from({ length: batches }, () => clock.now()));
});

test("a round releases a thousand at most and leaves the rest to the next one", async () => {
  const { ports, left } = fakePorts(1_300);
  await expireHolds(ports)();
  expect(left()).toBe(300);
  await expireHolds(ports)();
  expect(left()).toBe(0);
});
