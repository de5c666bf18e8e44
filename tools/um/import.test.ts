import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jest } from "@jest/globals";
import { importCommand } from "./import.ts";

let folder: string;
let print: jest.SpiedFunction<typeof console.log>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "um-import-"));
  print = jest.spyOn(console, "log").mockImplementation(() => {});
});

afterEach(async () => {
  print.mockRestore();
  await rm(folder, { recursive: true });
});

test.each([
  [[], /takes "shop" or "online-retail"; see um import --help/],
  [["goods", "x.csv"], /not "goods"/],
  [["shop"], /um import shop takes one FILE/],
  [["shop", "x.csv", "y.csv"], /um import shop takes one FILE/],
  [["shop", "x.csv", "--top-up"], /--top-up is for online-retail/],
])("%j is refused with what is wanted", async (args, says) => {
  await expect(importCommand.run(args)).rejects.toThrow(says);
});

test("a dry run tells what there is and reports wrong rows; only --strict calls them a failure", async () => {
  const [file, errors] = [join(folder, "shop.csv"), join(folder, "errors.csv")];
  await writeFile(file, "sku,name,price,currency\nA-1,A,1.00,EUR\nA-2,B,-1.00,EUR\n");
  const args = ["shop", file, "--dry-run", "--errors", errors];
  expect(await importCommand.run(args)).toBe(0);
  expect(print.mock.calls).toEqual([
    ["products            1, with 1 variants"],
    [`row errors          1, told in ${errors}`],
  ]);
  expect(await readFile(errors, "utf8")).toMatch(/^line,field,value,message\n3,price,-1.00,/);
  expect(await importCommand.run([...args, "--strict"])).toBe(1);
});

test.each(["shop", "online-retail"])("a file of %s that is not there is named", async (kind) => {
  await expect(importCommand.run([kind, join(folder, "none.csv"), "--dry-run"])).rejects.toThrow(
    /none.csv cannot be read \(ENOENT\)/,
  );
});

test("the help names everything that can be said", () => {
  for (const word of ["shop FILE", "online-retail FILE", "--dry-run", "--errors", "--strict", "--top-up", "UM_EMAIL"]) {
    expect(importCommand.help).toContain(word);
  }
});
