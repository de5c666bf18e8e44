import { gather } from "./gather.ts";

test("what comes while work is under way is done together afterwards", async () => {
  const batches: number[][] = [];
  const gate = Promise.withResolvers<void>();
  const take = gather<number>(async (items) => {
    batches.push([...items]);
    await gate.promise;
  });
  const done = [take(1), take(2), take(3)];
  gate.resolve();
  await Promise.all(done);
  expect(batches).toEqual([[1], [2, 3]]);
});

test("what cannot be done fails alone, and the rest is done", async () => {
  const done: number[] = [];
  const take = gather<number>(async (items) => {
    if (items.includes(3)) throw new Error("not 3");
    done.push(...items);
  });
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(take));
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  expect(done).toEqual([1, 2, 4]);
});
