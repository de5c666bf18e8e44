import type { UserId } from "../src/domain/ids.ts";
import { accessTokenLifeMs, refreshTokenLifeMs } from "../src/domain/session.ts";
import { openApp, type TestApp } from "./app.ts";
import { aCaller, aRegistration, ids, noon } from "./builders.ts";
import { refusal } from "./market.ts";

const passwords = {
  hash: async (text: string) => text,
  verify: async (text: string, hash?: string) => text === hash,
  isCurrent: () => true,
};
let time = noon.getTime();
let opened: TestApp;
let app: TestApp["app"];

beforeAll(async () => {
  opened = await openApp({ passwords, clock: { now: () => new Date(time) } });
  app = opened.app;
});
afterAll(() => opened?.close());

/** Somebody for whom another acts now. */
async function aHelpedUser() {
  const { userId: registered } = await app.register({ kind: "stranger" }, aRegistration());
  const userId = registered as UserId;
  const by = { userId: ids.next("usr"), sessionId: ids.next("ses") };
  const { impersonation } = await app.startImpersonation(aCaller(), by, { userId, reason: "a lost order" });
  const recorded = () => app.listImpersonations({ userId, pageSize: 0, pageToken: "" });
  return { userId, impersonation, recorded };
}

test("what is on record stays when sessions are purged, the time of its end too", async () => {
  const { impersonation, recorded } = await aHelpedUser();
  const { userId, sessionId } = impersonation;
  time += 60_000;
  await app.signOut({ userId, sessionId });
  const endTime = new Date(time);
  time += 2 * refreshTokenLifeMs;
  await opened.stores.sessions.purge(new Date(time));
  expect((await recorded()).items).toEqual([{ ...impersonation, endTime }]);
});

test("an impersonation ends by itself, with the user's sessions, and never gets into a sensitive call", async () => {
  const { userId, impersonation, recorded } = await aHelpedUser();
  const { sessionId, createTime, expireTime } = impersonation;
  expect(expireTime.getTime() - createTime.getTime()).toBe(accessTokenLifeMs);
  const check = () => app.checkSession({ userId, sessionId, accessVersion: 1, freshProof: false });
  await expect(check()).rejects.toThrow(refusal("IMPERSONATION_REFUSED", { kind: "PERMISSION_DENIED" }));
  await app.endSessions(userId);
  await expect(check()).rejects.toThrow(refusal("TOKEN_INVALID"));
  expect((await recorded()).items).toMatchObject([{ endTime: new Date(time) }]);
});

test("who ends their sessions later ends none that was over, and the record stays as it was", async () => {
  const { userId, impersonation, recorded } = await aHelpedUser();
  time += accessTokenLifeMs;
  expect(await app.endOtherSessions({ userId, sessionId: ids.next("ses") })).toBe(1);
  await app.endSessions(userId);
  expect((await recorded()).items).toEqual([{ ...impersonation, endTime: undefined }]);
});

test("the record is listed newest first, by pages, of one user or of all", async () => {
  const [first, second] = [await aHelpedUser(), await aHelpedUser()];
  const page = await app.listImpersonations({ pageSize: 1, pageToken: "" });
  const next = await app.listImpersonations({ pageSize: 1, pageToken: page.nextPageToken });
  const listed = [...page.items, ...next.items].map(({ sessionId }) => sessionId);
  expect(listed).toEqual([second.impersonation.sessionId, first.impersonation.sessionId]);
  expect((await first.recorded()).items).toEqual([{ ...first.impersonation, endTime: undefined }]);
  const { nextPageToken: pageToken } = page;
  const other = app.listImpersonations({ userId: first.userId, pageSize: 1, pageToken });
  await expect(other).rejects.toThrow(refusal("PAGE_TOKEN_INVALID"));
});
