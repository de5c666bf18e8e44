import { assertNever } from "./mod.ts";

test("data that disagrees with its type is named", () => {
  expect(() => assertNever({ type: "Surprise" } as never)).toThrow('unexpected value: {"type":"Surprise"}');
});
