import { paced } from "./paced.ts";

test("requests set out by the clock though none is answered", async () => {
  let answer = (_: boolean) => {};
  const answered = new Promise<boolean>((resolve) => {
    answer = resolve;
  });
  let sent = 0;
  const result = paced({ requests: 50, rate: 2_000 }, (index) => {
    sent += 1;
    if (index === 49) answer(true);
    return answered;
  });
  expect(await result).toMatchObject({ requests: 50, errors: 0 });
  expect(sent).toBe(50);
});

test("failures are counted, and the achieved rate does not exceed the wanted one", async () => {
  const result = await paced({ requests: 20, rate: 1_000 }, async (index) => index % 4 !== 0);
  expect(result.errors).toBe(5);
  expect(result.achievedRate).toBeLessThanOrEqual(1_060);
});
