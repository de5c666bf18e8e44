import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);
const page = readFileSync(new URL("docs/edge.md", root), "utf8");

/** What a page points to: words in quotes belong to the file before them. */
function pointers(text: string): [file: string, words: string][] {
  const found: [string, string][] = [];
  let file = "";
  for (const [, path, words] of text.matchAll(/`([\w./-]+\.ts)`|"([^"]+)"/g)) {
    if (path !== undefined) file = path;
    else if (words !== undefined) found.push([file, words]);
  }
  return found;
}

function missing(text: string): string[] {
  return pointers(text)
    .filter(([file, words]) => {
      const path = fileURLToPath(new URL(file, root));
      return !existsSync(path) || !readFileSync(path, "utf8").includes(words);
    })
    .map(([file, words]) => `${file}: ${words}`);
}

const rows = page.split("\n").filter((line) => line.startsWith("| ") && !/^\| (?:rule|-)/.test(line));

test("every rule of the edge points to tests that are there", () => {
  expect(rows.length).toBeGreaterThan(40);
  expect(missing(rows.join("\n"))).toEqual([]);
  expect(rows.filter((row) => pointers(row).length === 0)).toEqual([]);
});

test("a pointer to a test that is gone is found", () => {
  const gone =
    '`gateway/test/door.test.ts` "a test that never was", `gateway/test/gone.test.ts` "a file that never was"';
  expect(missing(gone)).toEqual([
    "gateway/test/door.test.ts: a test that never was",
    "gateway/test/gone.test.ts: a file that never was",
  ]);
});
