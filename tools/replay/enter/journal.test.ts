import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stock } from "../compare/of-stock.ts";
import { openJournal } from "./journal.ts";

const stock: Stock = new Map([["var_1", { onHand: 80_995n, available: 80_990n }]]);
const belonging = { from: "2010-12-01", userId: "usr_1" };
const readStock = async () => stock;
const neverRead = () => Promise.reject(new Error("the stock is read once"));

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "journal-"));
  path = join(folder, "journal.ndjson");
});

afterEach(() => rm(folder, { recursive: true }));

test("what was noted is there again when it is opened again, and so is the stock at the beginning", async () => {
  const first = await openJournal(folder, belonging, readStock);
  await first.note("536365", "ord_1");
  await first.note("C536379");
  await first.close();
  const second = await openJournal(folder, belonging, neverRead);
  expect(second.opening).toEqual(stock);
  expect(["536365", "C536379", "536366"].map((invoice) => second.has(invoice))).toEqual([true, true, false]);
  expect([second.orderOf("536365"), second.orderOf("C536379"), second.count()]).toEqual(["ord_1", undefined, 2]);
  await second.close();
});

test("a line that was being written when it was killed counts as not written, and the next one is whole", async () => {
  const first = await openJournal(folder, belonging, readStock);
  await first.note("1", "ord_1");
  await first.close();
  await appendFile(path, '{"name":"2","orderId":"ord_ü');
  const second = await openJournal(folder, belonging, neverRead);
  expect(second.has("2")).toBe(false);
  await second.note("3", "ord_3");
  await second.close();
  const third = await openJournal(folder, belonging, neverRead);
  expect([third.orderOf("1"), third.orderOf("3"), third.count()]).toEqual(["ord_1", "ord_3", 2]);
  await third.close();
});

test("a journal whose first line was being written begins anew", async () => {
  await appendFile(path, '{"from":"2010-12-01","ope');
  const journal = await openJournal(folder, { ...belonging, from: "2010-12-02" }, readStock);
  expect([journal.opening, journal.count()]).toEqual([stock, 0]);
  await journal.close();
  expect((await readFile(path, "utf8")).split("\n")).toHaveLength(2);
});

test("many notes at once are all there", async () => {
  const journal = await openJournal(folder, belonging, readStock);
  await Promise.all(Array.from({ length: 200 }, (_, place) => journal.note(`${place}`, `ord_${place}`)));
  await journal.close();
  const again = await openJournal(folder, belonging, neverRead);
  expect(again.count()).toBe(200);
  await again.close();
});

test("another first day, and another market or clerk, are refused with what to do", async () => {
  await (await openJournal(folder, belonging, readStock)).close();
  await expect(openJournal(folder, { ...belonging, from: "2010-12-02" }, neverRead)).rejects.toThrow(
    "Use --from 2010-12-01",
  );
  await expect(openJournal(folder, { ...belonging, userId: "usr_2" }, neverRead)).rejects.toThrow("of another market");
  await (await openJournal(folder, belonging, neverRead)).close();
});

test("a line that a full disk cut costs itself and the one glued to it, and no other", async () => {
  const first = await openJournal(folder, belonging, readStock);
  await first.note("1", "ord_1");
  await appendFile(path, '{"name":"2","ord');
  await first.note("3", "ord_3");
  await first.note("4", "ord_4");
  await first.close();
  const second = await openJournal(folder, belonging, neverRead);
  expect(["1", "2", "3", "4"].map((name) => second.has(name))).toEqual([true, false, false, true]);
  await second.close();
});
