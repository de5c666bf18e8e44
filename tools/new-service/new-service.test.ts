import { spawnSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { layOutThirdPartyProtos } from "../gen/third-party-protos.ts";
import { writeService } from "./write-service.ts";

const copied = [".gitignore", "biome.json", "buf.gen.yaml", "buf.yaml", "package.json", "tsconfig.json"];
const folders = ["gateway", "gen", "mesh", "proto", "services", "tools"];

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ultramarket-service-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function copyProject(): Promise<void> {
  for (const path of [...copied, ...folders]) await cp(path, join(folder, path), { recursive: true });
  await symlink(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
}

/** What a command prints if it fails; empty if it passes. */
function complaints(program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: "utf8" });
  return status === 0 ? "" : `${stdout}${stderr}`;
}

test("a new service keeps the rules of contracts and of style, and its types hold", async () => {
  await copyProject();
  expect(complaints("node", "tools/new-service/new-service.ts", "recommendation")).toBe("");
  await generateOwn();
  expect(complaints("node", "tools/contracts/lint.ts")).toBe("");
  expect(complaints("biome", "check", "services/recommendation", "services/mod.ts")).toBe("");
  expect(await complaintsOfTypes()).toBe("");
  expect(await readFile(join(folder, "services/mod.ts"), "utf8")).toMatch(
    /\[[^\]]*\bproductService,[^\]]*\brecommendationService,?\s*\]/,
  );
}, 180_000);

/** Generates what is derived from the new service's contract; all else is there. */
async function generateOwn(): Promise<void> {
  await layOutThirdPartyProtos(join(folder, ".cache/proto"));
  expect(complaints("buf", "generate", "--path", "proto/ultramarket/recommendation")).toBe("");
}

/** Of the new service and of what it imports. */
async function complaintsOfTypes(): Promise<string> {
  const only = { extends: "./tsconfig.json", include: ["services/recommendation"] };
  await writeFile(join(folder, "tsconfig.only.json"), JSON.stringify(only));
  return complaints("tsc", "--noEmit", "--project", "tsconfig.only.json");
}

test("a name that is no service's is refused, as is one that is taken", async () => {
  await cp("services", join(folder, "services"), { recursive: true });
  await expect(writeService(folder, "../evil", new Date())).rejects.toThrow("is no service of the market");
  await expect(writeService(folder, "product", new Date())).rejects.toThrow("there is a service product already");
});
