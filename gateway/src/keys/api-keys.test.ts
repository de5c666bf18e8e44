import { refuse } from "#mesh/kernel";
import { createApiKeys } from "./api-keys.ts";

const keyOf = (letter: string) => `umk_${letter.repeat(43)}`;
const good = keyOf("a");
const bad = keyOf("b");
const lifeMs = 300_000;

/** Keys over a clock that stands still, and who asked about which. */
function openKeys() {
  const time = { ms: 1_000_000 };
  const asked: string[] = [];
  const counted: string[] = [];
  const exchange = async (key: string) => {
    asked.push(key);
    if (key !== good) throw refuse("API_KEY_INVALID");
    return { token: `token ${asked.length}`, expireTime: new Date(time.ms + lifeMs) };
  };
  const keys = createApiKeys({ exchange, now: () => time.ms, remembered: 2 });
  const tokenFor = (key: string) =>
    keys.tokenFor(key, async () => void counted.push(key)).catch(({ reason }) => reason);
  return { ...keys, time, asked, counted, tokenFor };
}

test("a key is asked about once, however many ask at once, and then remembered until shortly before its token's end", async () => {
  const { time, asked, counted, tokenFor } = openKeys();
  const tokens = await Promise.all(Array.from({ length: 100 }, () => tokenFor(good)));
  expect([new Set(tokens), asked, counted]).toEqual([new Set(["token 1"]), [good], [good]]);
  time.ms += lifeMs - 10_001;
  expect(await tokenFor(good)).toBe("token 1");
  time.ms += 1;
  expect(await tokenFor(good)).toBe("token 2");
});

test("a refused key is refused without asking for a while; what is no key, at once", async () => {
  const { time, asked, tokenFor } = openKeys();
  for (let guess = 0; guess < 10; guess++) expect(await tokenFor(bad)).toBe("API_KEY_INVALID");
  expect(asked).toEqual([bad]);
  for (const text of ["umk_", "umk_short", `${good}a`, `${good.slice(0, -1)}~`]) {
    expect(await tokenFor(text)).toBe("API_KEY_INVALID");
  }
  expect(asked).toEqual([bad]);
  time.ms += 10_000;
  await tokenFor(bad);
  expect(asked).toEqual([bad, bad]);
});

test("who may not ask gets no answer, and nothing is remembered of it", async () => {
  const keys = createApiKeys({ exchange: async () => ({ token: "token", expireTime: new Date(Date.now() + lifeMs) }) });
  const limited = keys.tokenFor(good, () => Promise.reject(refuse("RATE_LIMITED")));
  await expect(limited).rejects.toMatchObject({ reason: "RATE_LIMITED" });
  expect(await keys.tokenFor(good, async () => undefined)).toBe("token");
});

test("a token that is forgotten is asked for again, unless another is there already", async () => {
  const { asked, tokenFor, forget } = openKeys();
  expect(await tokenFor(good)).toBe("token 1");
  forget(good, "token 1");
  expect(await tokenFor(good)).toBe("token 2");
  forget(good, "token 1");
  expect(await tokenFor(good)).toBe("token 2");
  expect(asked).toHaveLength(2);
});

test("only so many keys are remembered", async () => {
  const { asked, tokenFor } = openKeys();
  for (const letter of ["b", "c", "d", "b"]) await tokenFor(keyOf(letter));
  expect(asked).toEqual(["b", "c", "d", "b"].map(keyOf));
});

test("a failure to ask is no refusal of the key", async () => {
  const failing = { isAway: true };
  const exchange = async () => {
    if (failing.isAway) throw refuse("SERVICE_UNAVAILABLE");
    return { token: "token", expireTime: new Date(Date.now() + lifeMs) };
  };
  const keys = createApiKeys({ exchange });
  const ask = () => keys.tokenFor(good, async () => undefined);
  await expect(ask()).rejects.toMatchObject({ reason: "SERVICE_UNAVAILABLE" });
  failing.isAway = false;
  expect(await ask()).toBe("token");
});
