import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openJournal } from "./journal.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "journal-"));
});

afterEach(() => rm(folder, { recursive: true }));

test("a run that was broken off goes on under its id; after one that was finished, a new one begins", async () => {
  const first = await openJournal(folder, "http://market.test");
  await first.save({ line: 7 });
  const second = await openJournal(folder, "http://market.test");
  expect(second).toMatchObject({ resumed: true });
  expect(second.state()).toEqual({ ...first.state(), line: 7 });
  await second.finish();
  const third = await openJournal(folder, "http://market.test");
  expect(third.resumed).toBe(false);
  expect(third.state()).toMatchObject({ line: 0 });
  expect(third.state().runId).not.toBe(first.state().runId);
});

test("what one market was sent, another one was not", async () => {
  await (await openJournal(folder, "http://market.test")).save({ line: 7 });
  const other = await openJournal(folder, "http://other.test");
  expect([other.resumed, other.state().line]).toEqual([false, 0]);
});

test("a run that was broken off a day ago begins anew", async () => {
  const now = new Date("2026-01-01T00:00:00Z");
  await (await openJournal(folder, "http://market.test", () => now)).save({ line: 7 });
  const soon = await openJournal(folder, "http://market.test", () => new Date("2026-01-01T23:59:59Z"));
  const late = await openJournal(folder, "http://market.test", () => new Date("2026-01-02T00:00:00Z"));
  expect([soon.resumed, late.resumed]).toEqual([true, false]);
});
