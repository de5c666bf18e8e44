import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { RetailLine } from "../../online-retail/mod.ts";
import { openDaysOnDisk } from "./days-on-disk.ts";
import { dayOf } from "./window.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "days-"));
});

afterEach(() => rm(folder, { recursive: true }));

/** Lines of three days in no order; many at the same minute. */
const shuffled = fc.array(
  fc.record<RetailLine>({
    line: fc.constant(0),
    invoice: fc.constantFrom("536365", "C536379", "A563185"),
    code: fc.string({ unit: "binary", maxLength: 8 }),
    description: fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("a\nb\r\nc", "\u2028", "\u2029", '"')),
    quantity: fc.bigInt({ min: -1_000_000_000n, max: 1_000_000_000n }),
    time: fc.integer({ min: 0, max: 3 * 1_440 - 1 }).map((minute) => new Date(Date.UTC(2010, 11, 1, 0, minute))),
    unitPrice: fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }),
    exactPrice: fc.constantFrom("2.55", "0.001", "-11062.06"),
    customer: fc.constantFrom("", "17850"),
    countryCode: fc.constantFrom("", "GB"),
    kind: fc.constantFrom("sale", "cancellation", "adjustment", "free", "bad-debt"),
  }),
  { maxLength: 40 },
);

/** Writes the lines, and reads them back day by day. */
async function throughDisk(lines: readonly RetailLine[], bufferedAtMost?: number): Promise<readonly RetailLine[]> {
  const store = await openDaysOnDisk(join(folder, "days"), bufferedAtMost);
  for (const line of lines) await store.add(dayOf(line.time), line);
  const days = await store.days();
  return (await Promise.all(days.map((day) => store.linesOf(day)))).flat();
}

test("whatever the order of the file, the days together are what sorting it in memory gives", async () => {
  const property = fc.asyncProperty(shuffled, fc.integer({ min: 1, max: 9 }), async (unnumbered, most) => {
    const lines = unnumbered.map((line, place) => ({ ...line, line: place + 2 }));
    const sorted = lines.toSorted((a, b) => a.time.getTime() - b.time.getTime() || a.line - b.line);
    expect(await throughDisk(lines, most)).toEqual(sorted);
  });
  await fc.assert(property, { numRuns: 50 });
});

test("what an earlier run left is removed, and so is everything at the end", async () => {
  const lines = fc.sample(shuffled, { numRuns: 1, seed: 1 }).flat();
  await throughDisk(lines);
  const store = await openDaysOnDisk(join(folder, "days"));
  expect(await store.days()).toEqual([]);
  await store.remove();
  expect(await readdir(folder)).toEqual([]);
});
