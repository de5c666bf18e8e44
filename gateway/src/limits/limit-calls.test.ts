import { RateClass } from "#gen/es/ultramarket/options/v1/options_pb.js";
import type { Method } from "#mesh/rpc";
import { limitCalls, type Visitor } from "./limit-calls.ts";

const methodOf = (rateClass: RateClass) => ({ policy: { rateClass } }) as Method;
const visitor: Visitor = { address: "192.0.2.1", setHeader: () => undefined };

test("credentials count by address, whoever asks", async () => {
  const limit = limitCalls({ credential: { calls: 2, windowSeconds: 60 } });
  const signIn = methodOf(RateClass.CREDENTIAL);
  await limit(signIn, visitor, "usr_1");
  await limit(signIn, visitor, "usr_2");
  await expect(limit(signIn, visitor, "usr_3")).rejects.toMatchObject({
    reason: "RATE_LIMITED",
    metadata: { rate_class: "credential" },
  });
  await expect(limit(signIn, { ...visitor, address: "192.0.2.2" }, "usr_3")).resolves.toBeUndefined();
});

test("a class that is not set, or that only newer contracts know, counts as read", async () => {
  const limit = limitCalls({ read: { calls: 2, windowSeconds: 60 } });
  await limit(methodOf(RateClass.UNSPECIFIED), visitor, undefined);
  await limit(methodOf(99 as RateClass), visitor, undefined);
  await expect(limit(methodOf(RateClass.READ), visitor, undefined)).rejects.toMatchObject({ reason: "RATE_LIMITED" });
});

test("a failure of the counting store is not taken for a refusal", async () => {
  const limit = limitCalls({ read: { calls: 1, windowSeconds: 1 } }, () => ({
    count: () => Promise.reject(new Error("store is gone")),
  }));
  await expect(limit(methodOf(RateClass.READ), visitor, undefined)).rejects.toThrow("store is gone");
});
