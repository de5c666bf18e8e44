import { type Call, runInCall } from "#mesh/kernel";
import { bounded } from "./bounded.ts";
import { openPasswords } from "./passwords.ts";

test("a hash is Argon2id with 19 MiB and two passes, and no two are alike", async () => {
  const { hash, verify } = await openPasswords();
  const [first, second] = [await hash("a mug of stoneware"), await hash("a mug of stoneware")];
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(second).not.toBe(first);
  expect(await verify("a mug of stoneware", first)).toBe(true);
  expect(await verify("a cup of stoneware", first)).toBe(false);
});

test("a password is the same however its letters are composed", async () => {
  const { hash, verify } = await openPasswords();
  expect(await verify("u\u0308bergro\u0308ssentra\u0308ger", await hash("übergrössenträger"))).toBe(true);
});

test("without a hash the same work is done, and nothing matches", async () => {
  const { hash, verify } = await openPasswords();
  const known = await hash("a mug of stoneware");
  const time = async (against: string | undefined) => {
    const start = performance.now();
    for (let round = 0; round < 10; round++) expect(await verify("a cup of stoneware", against)).toBe(false);
    return performance.now() - start;
  };
  const [withHash, without] = [await time(known), await time(undefined)];
  expect(without).toBeGreaterThan(withHash / 3);
});

function gate() {
  const { promise, resolve: open } = Promise.withResolvers<void>();
  return { promise, open };
}

test("so much is done at once, so much waits, and the rest is refused with SERVER_OVERLOADED", async () => {
  const run = bounded({ concurrency: 2, queue: 3 });
  const { promise, open } = gate();
  let [busy, most] = [0, 0];
  const work = async () => {
    most = Math.max(most, ++busy);
    await promise;
    busy--;
  };
  const taken = Array.from({ length: 5 }, () => run(work));
  await expect(run(work)).rejects.toMatchObject({ reason: "SERVER_OVERLOADED", retryAfterMs: expect.any(Number) });
  open();
  await Promise.all(taken);
  expect(most).toBe(2);
  await run(work);
});

test("work that fails makes room, and work nobody waits for any more is not done", async () => {
  const run = bounded({ concurrency: 1, queue: 5 });
  const { promise, open } = gate();
  const abort = new AbortController();
  const { signal } = abort;
  const call: Call = {
    method: "/t",
    caller: { workload: "t" },
    deadline: Date.now() + 60_000,
    signal,
    requestId: "r",
    traceparent: "",
  };
  const failing = run(async () => {
    await promise;
    throw new Error("no");
  });
  const done: string[] = [];
  const left = runInCall(call, () => run(async () => done.push("left")));
  const last = run(async () => "last");
  abort.abort();
  open();
  await expect(failing).rejects.toThrow("no");
  await expect(left).rejects.toMatchObject({ reason: "CALL_CANCELLED" });
  expect([await last, done]).toEqual(["last", []]);
});
