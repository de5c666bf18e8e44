import { inOrder } from "./in-order.ts";

async function* counted(count: number, taken: number[] = []) {
  for (let item = 0; item < count; item += 1) {
    taken.push(item);
    yield item;
  }
}

test("items are begun in order, so many at a time and no more", async () => {
  const begun: number[] = [];
  let [running, most] = [0, 0];
  await inOrder(counted(20), 3, async (item) => {
    begun.push(item);
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, (item * 7) % 4));
    running -= 1;
  });
  expect(begun).toEqual(Array.from({ length: 20 }, (_, item) => item));
  expect([most, running]).toEqual([3, 0]);
});

test("a failure ends it once what was begun has ended, and nothing new is begun", async () => {
  const [begun, ended]: [number[], number[]] = [[], []];
  const work = async (item: number) => {
    begun.push(item);
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (item === 4) throw new Error("4 went wrong");
    ended.push(item);
  };
  await expect(inOrder(counted(100), 2, work)).rejects.toThrow("4 went wrong");
  expect(begun.length).toBeLessThan(8);
  expect(ended).toEqual(begun.filter((item) => item !== 4));
});

test("a source that fails ends it once what was begun has ended", async () => {
  const ended: number[] = [];
  async function* broken() {
    yield* counted(3);
    throw new Error("no more");
  }
  const work = async (item: number) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    ended.push(item);
  };
  await expect(inOrder(broken(), 8, work)).rejects.toThrow("no more");
  expect(ended).toEqual([0, 1, 2]);
});
