import { readOptions } from "./options.ts";
import { quick, thorough } from "./settings.ts";

test("a run is thorough unless it shall be quick, and an unknown argument is refused", () => {
  expect(readOptions([])).toEqual({ settings: thorough, edge: false, ghz: true, only: "", json: undefined });
  expect(readOptions(["--quick", "--no-ghz", "--only", "REST"])).toMatchObject({
    settings: quick,
    ghz: false,
    only: "REST",
  });
  expect(() => readOptions(["--fast"])).toThrow("--fast");
});
