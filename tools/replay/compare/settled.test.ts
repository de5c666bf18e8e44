import { settled } from "./settled.ts";

const isRight = (values: ReadonlyMap<string, bigint>) => values.get("units") === 3n;

function reading(...counts: readonly bigint[]) {
  let reads = 0;
  const read = async () => new Map([["units", counts[Math.min(reads++, counts.length - 1)] ?? 0n]]);
  return { read, reads: () => reads };
}

test("it reads until it is right", async () => {
  const { read, reads } = reading(1n, 2n, 3n, 4n);
  expect(await settled(read, { isRight, pauseMs: 1 })).toEqual(new Map([["units", 3n]]));
  expect(reads()).toBe(3);
});

test("what is wrong is final once it stands still, but not while it changes", async () => {
  const { read, reads } = reading(10n, 11n, 12n, 13n, 14n, 15n, 16n, 17n);
  expect(await settled(read, { isRight, pauseMs: 20, stillMs: 60 })).toEqual(new Map([["units", 17n]]));
  expect(reads()).toBeGreaterThan(8);
});
