import { aProduct, ids, noon } from "../../test/builders.ts";
import { approve, changeSold, reject, soldBy, submit } from "./moderate-product.ts";
import type { ModerationState } from "./moderation.ts";
import { nothingAround } from "./surroundings.ts";

const reason = (name: string) => expect.objectContaining({ reason: name });
const moment = { etag: "", now: noon, ids };
const sold = (state: ModerationState, more: object = {}) =>
  aProduct({ state: "DRAFT", sellerId: "usr_1", moderation: { state, reason: "", stateTime: noon }, ...more });

test.each([
  ["OPEN", true],
  ["REJECTED", true],
  ["SUBMITTED", false],
  ["APPROVED", false],
] as const)("what is %s is submitted: %p", (state, changes) => {
  const { next, events } = submit(sold(state), moment);
  expect(events).toHaveLength(changes ? 1 : 0);
  expect(next.moderation?.state).toBe(changes ? "SUBMITTED" : state);
});

test("only what is submitted is approved, which publishes it, or rejected with a reason", () => {
  for (const state of ["OPEN", "APPROVED", "REJECTED"] as const) {
    expect(() => approve(sold(state), moment, nothingAround)).toThrow(reason("NOT_SUBMITTED"));
    expect(() => reject(sold(state), "no", moment)).toThrow(reason("NOT_SUBMITTED"));
  }
  const submitted = sold("SUBMITTED");
  expect(approve(submitted, moment, nothingAround)).toMatchObject({
    next: { state: "PUBLISHED", version: 2, moderation: { state: "APPROVED" } },
    events: [{ changedFields: ["state", "moderation"], version: 2 }],
  });
  expect(reject(submitted, "no picture", moment)).toMatchObject({
    next: { state: "DRAFT", version: 2, moderation: { state: "REJECTED", reason: "no picture" } },
    events: [{ changedFields: ["moderation"] }],
  });
  expect(() => reject(submitted, "no", { ...moment, etag: "7" })).toThrow(reason("ETAG_MISMATCH"));
});

test("a seller's change opens the moderation again; one that changes nothing does not", () => {
  const approved = sold("APPROVED", { state: "PUBLISHED" });
  const { next, events } = changeSold(approved, { name: "Other" }, moment, nothingAround);
  expect(next).toMatchObject({ name: "Other", state: "DRAFT", version: 2, moderation: { state: "OPEN" } });
  expect(events).toMatchObject([{ changedFields: expect.arrayContaining(["name", "state", "moderation"]) }]);
  const open = sold("OPEN");
  expect(changeSold(open, { name: open.name }, moment, nothingAround)).toEqual({ next: open, events: [] });
});

test("a product of another seller is not found", () => {
  const caller = (userId: string) => ({
    workload: "gateway",
    user: { userId, sessionId: "ses_1", permissions: new Set<string>(), isGuest: false },
  });
  expect(soldBy(caller("usr_1"), sold("OPEN"))).toMatchObject({ sellerId: "usr_1" });
  expect(() => soldBy(caller("usr_2"), sold("OPEN"))).toThrow(reason("RESOURCE_NOT_FOUND"));
  expect(() => soldBy({ workload: "gateway" }, aProduct())).toThrow(reason("RESOURCE_NOT_FOUND"));
});
