import { RateClass } from "#gen/es/ultramarket/options/v1/options_pb.js";
import type { Method } from "#mesh/rpc";
import { type Identity, limitCalls, type Visitor } from "./limit-calls.ts";

const methodOf = (rateClass: RateClass) => ({ policy: { rateClass } }) as Method;
const user = (userId: string, isGuest = false): Identity => ({ userId, isGuest });
const visitor: Visitor = { address: "192.0.2.1", setHeader: () => undefined };

test("credentials count by address, whoever asks", async () => {
  const limit = limitCalls({ credential: { calls: 2, windowSeconds: 60 } });
  const signIn = methodOf(RateClass.CREDENTIAL);
  await limit(signIn, visitor, user("usr_1"));
  await limit(signIn, visitor, user("usr_2"));
  await expect(limit(signIn, visitor, user("usr_3"))).rejects.toMatchObject({
    reason: "RATE_LIMITED",
    metadata: { rate_class: "credential" },
  });
  await expect(limit(signIn, { ...visitor, address: "192.0.2.2" }, user("usr_3"))).resolves.toBeUndefined();
});

test("an address gains no second purse by making guests", async () => {
  const limit = limitCalls({ money: { calls: 2, windowSeconds: 60 }, write: { calls: 2, windowSeconds: 60 } });
  const pay = methodOf(RateClass.MONEY);
  await limit(pay, visitor, user("usr_1", true));
  await limit(pay, visitor, user("usr_2", true));
  await expect(limit(pay, visitor, user("usr_3", true))).rejects.toMatchObject({ reason: "RATE_LIMITED" });
  await expect(limit(pay, visitor, user("usr_4"))).resolves.toBeUndefined();
  await expect(limit(methodOf(RateClass.WRITE), visitor, user("usr_3", true))).resolves.toBeUndefined();
});

test("a class that is not set, or that only newer contracts know, counts as read", async () => {
  const limit = limitCalls({ read: { calls: 2, windowSeconds: 60 } });
  await limit(methodOf(RateClass.UNSPECIFIED), visitor);
  await limit(methodOf(99 as RateClass), visitor);
  await expect(limit(methodOf(RateClass.READ), visitor)).rejects.toMatchObject({ reason: "RATE_LIMITED" });
});

test("a failure of the counting store is not taken for a refusal", async () => {
  const limit = limitCalls({ read: { calls: 1, windowSeconds: 1 } }, () => ({
    count: () => Promise.reject(new Error("store is gone")),
  }));
  await expect(limit(methodOf(RateClass.READ), visitor)).rejects.toThrow("store is gone");
});
