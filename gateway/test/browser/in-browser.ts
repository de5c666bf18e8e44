import type { Browser } from "playwright-core";
import { findChromium, howToGetChromium, launchChromium } from "./chromium.ts";

/** A test with a browser of its own file; without any browser it says how to get one. */
export type BrowserTest = (name: string, run: (browser: Browser) => Promise<void>) => void;

/** Opens one browser for all tests of a file. Without any the tests say so, and prove nothing. */
export function describeInBrowser(name: string, tests: (test: BrowserTest) => void): void {
  const executable = findChromium();
  describe(name, () => {
    if (executable === undefined) {
      test(`in a browser: ${howToGetChromium}`, () => console.warn(howToGetChromium));
      return;
    }
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium(executable);
    }, 60_000);
    afterAll(() => browser?.close());
    tests((fact, run) => test(fact, () => run(browser)));
  });
}
