import { encodeEvent } from "./encode-event.ts";

test("analytics tells nobody anything", () => {
  expect(() => encodeEvent({ type: "FactTaken", key: "ord_1", version: 1 })).toThrow(RangeError);
});
