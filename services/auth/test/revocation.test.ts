import { eventually } from "#mesh/testing";
import { aRegistration } from "./builders.ts";
import { isAccepted, type Market, startAnother, startMarket } from "./market.ts";

let market: Market;

beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market?.close());

const withinMs = 1_000;

const ways: readonly (readonly [string, (userId: string, token: string) => Promise<unknown>])[] = [
  ["signed out", (_, token) => market.auth.signOut({}, { token })],
  ["demoted", (userId) => market.accounts.setRoles({ userId, roles: [], requestId: "" }, market.admin)],
  ["ended by the staff", (userId) => market.accounts.endSessions({ userId, requestId: "" }, market.admin)],
];

test.each(ways)(
  "a token that was %s fails at once where it was, within a second elsewhere, and after a restart",
  async (_, end) => {
    const other = await startAnother(market);
    const [ended, lasting] = [await market.auth.register(aRegistration()), await market.auth.register(aRegistration())];
    expect(await isAccepted(other, ended.accessToken)).toBe(true);
    await end(ended.userId, ended.accessToken);
    const start = performance.now();
    expect(await isAccepted(market, ended.accessToken)).toBe(false);
    await eventually(async () => !(await isAccepted(other, ended.accessToken)));
    expect(performance.now() - start).toBeLessThan(withinMs);
    await other.close();

    const restarted = await startAnother(market);
    const verdicts = [ended, lasting].map(({ accessToken }) => isAccepted(restarted, accessToken));
    expect(await Promise.all(verdicts)).toEqual([false, true]);
    await restarted.close();
  },
);

test("tokens end wherever another process's refresh finds theft", async () => {
  const other = await startAnother(market);
  const stolen = await market.auth.register(aRegistration());
  const next = await market.auth.refreshSession(stolen);
  await expect(other.auth.refreshSession(stolen)).rejects.toMatchObject({ reason: "REFRESH_TOKEN_REUSED" });
  expect(await isAccepted(other, next.accessToken)).toBe(false);
  await eventually(async () => !(await isAccepted(market, next.accessToken)));
  await other.close();
});
