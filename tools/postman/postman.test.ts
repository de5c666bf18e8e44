import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postmanOptions } from "./postman-options.ts";

test("the collection is written for the market that is named", () => {
  const folder = mkdtempSync(join(tmpdir(), "postman-"));
  const file = join(folder, "deep", "collection.json");
  const program = new URL("postman.ts", import.meta.url).pathname;
  const said = execFileSync("node", [program, file, "--market", "https://shop.example/"], { encoding: "utf8" });
  const { variable, item } = JSON.parse(readFileSync(file, "utf8"));
  rmSync(folder, { recursive: true });
  expect(variable[0]).toEqual({ key: "baseUrl", value: "https://shop.example" });
  expect(said).toContain(`requests in ${item.length} folders`);
});

test("without a word it is postman.json of the market that `make start` starts", () => {
  expect(postmanOptions([])).toEqual({ file: "postman.json", market: "http://127.0.0.1:8080" });
  expect(() => postmanOptions(["a", "b"])).toThrow("only one file");
  expect(() => postmanOptions(["--port", "1"])).toThrow("--port");
});
