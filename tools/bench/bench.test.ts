import { availableParallelism, loadavg } from "node:os";
import { runBench } from "./bench.ts";
import { readOptions } from "./options.ts";
import { quick, thorough } from "./settings.ts";

/** On a machine with much else to do it would take more than 20 s. */
const isTooBusy = (loadavg()[0] ?? 0) > availableParallelism() * 4;
const whenThereIsTime = process.platform === "linux" && !isTooBusy ? test : test.skip;

whenThereIsTime(
  "a small run prints what a read costs against its yardstick",
  async () => {
    const printed: string[] = [];
    const settings = { ...quick, rounds: 2, requests: 20, warmUp: 10, products: 60 };
    const output = { print: (text: string) => printed.push(text), progress: () => {} };
    await runBench({ settings, only: "store's find" }, output);
    expect(printed.join("\n")).toMatch(/product store's find .*\d\.\d\d \(\d.*\(c\) <= 1\.3 {2}(holds|MISSED|unclear)/);
  },
  60_000,
);

test("a run is thorough unless it shall be quick, and an unknown argument is refused", () => {
  expect(readOptions([])).toEqual({ settings: thorough, only: "", json: undefined });
  expect(readOptions(["--quick", "--only", "REST"])).toMatchObject({ settings: quick, only: "REST" });
  expect(() => readOptions(["--fast"])).toThrow("--fast");
});
