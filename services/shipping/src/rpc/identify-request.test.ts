import { aRequestKey } from "../../test/builders.ts";
import { identifyRequest } from "./identify-request.ts";

test("a request is told from others by who asks for what under which id, not by its content", () => {
  const key = aRequestKey();
  const idOf = (change: object) => identifyRequest({ ...key, ...change }).id;
  expect(idOf({})).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(idOf({ hash: "other" })).toBe(idOf({}));
  expect(new Set([idOf({}), idOf({ caller: "usr_2" }), idOf({ key: "k" }), idOf({ method: "/Ship" })]).size).toBe(4);
  expect(identifyRequest(key).hash).toBe(key.hash);
});

test("a request without an id is refused", () => {
  expect(() => identifyRequest(undefined)).toThrow(expect.objectContaining({ reason: "INVALID_REQUEST" }));
});
