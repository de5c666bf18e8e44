import { measureRounds, type Subject } from "./measure-rounds.ts";

const options = { rounds: 2, limitMs: 60_000, requests: 10, warmUp: 4, progress: () => {} };

test("subjects take turns, each warmed up first, and another one begins each round", async () => {
  const order: string[] = [];
  const subject = (key: string, share: number): Subject => ({
    key,
    share,
    parts: { app: process.pid },
    async load(requests) {
      order.push(`${key}${requests}`);
      return { requests, errors: 0 };
    },
  });
  const measured = await measureRounds([subject("x", 1), subject("y", 0.5)], options);
  expect(order).toEqual(["x4", "y2", "x10", "y5", "y5", "x10"]);
  expect(measured.get("y")?.map(({ requests }) => requests)).toEqual([5, 5]);
});

test("progress reaches its total", async () => {
  const seen: number[][] = [];
  const load = async (requests: number) => ({ requests, errors: 0 });
  const progress = (...at: number[]) => seen.push(at);
  await measureRounds([{ key: "x", parts: {}, load }], { ...options, progress });
  expect(seen).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
});

test("no third round begins when there is no time for it", async () => {
  const load = async (requests: number) => ({ requests, errors: 0 });
  const measured = await measureRounds([{ key: "x", parts: {}, load }], { ...options, rounds: 9, limitMs: 0 });
  expect(measured.get("x")).toHaveLength(2);
});
