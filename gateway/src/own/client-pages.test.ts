import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clientPages } from "./client-pages.ts";

test("the client is a page that does not change if it was built, and none if it was not", async () => {
  const folder = await mkdtemp(join(tmpdir(), "client-"));
  try {
    const path = join(folder, "browser.js");
    expect(clientPages(path).size).toBe(0);
    await writeFile(path, "export {};");
    const source = clientPages(path).get("/client.js");
    const page = await source?.();
    expect(page).toEqual({ status: 200, type: "text/javascript; charset=utf-8", body: "export {};", isFixed: true });
    expect(await source?.()).toBe(page);
  } finally {
    await rm(folder, { recursive: true });
  }
});
