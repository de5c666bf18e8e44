import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const modules = ["proto", "mesh/testing/proto", ".cache/proto"];

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ultramarket-lint-"));
  await cp("buf.yaml", join(folder, "buf.yaml"));
  for (const [index, module] of modules.entries())
    await writeProto(join(module, `fine${index}/v1/fine.proto`), `fine${index}.v1`, "// Words.\nmessage Fine {}");
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test.each([
  ["COMMENT_FIELD", "// Words.\nmessage M { string name = 1; }"],
  ["ENUM_ZERO_VALUE_SUFFIX", "// Words.\nenum State {\n// Off.\nSTATE_OFF = 0; }"],
  ["ENUM_VALUE_PREFIX", "// Words.\nenum State {\n// Not set.\nSTATE_UNSPECIFIED = 0;\n// Off.\nOFF = 1; }"],
  ["SERVICE_SUFFIX", "// Words.\nservice Bad {}"],
])("buf lint answers for %s", async (rule, body) => {
  expect(complaints()).toEqual([]);
  await writeProto("proto/ultramarket/bad/v1/bad.proto", "ultramarket.bad.v1", body);
  expect(complaints()).toEqual([rule]);
});

async function writeProto(path: string, name: string, body: string): Promise<void> {
  await mkdir(join(folder, path, ".."), { recursive: true });
  await writeFile(join(folder, path), `syntax = "proto3";\npackage ${name};\n${body}\n`);
}

function complaints(): string[] {
  const { stdout } = spawnSync("buf", ["lint", "--error-format=json"], { cwd: folder, encoding: "utf8" });
  const lines = stdout.split("\n").filter((line) => line !== "");
  return lines.map((line) => (JSON.parse(line) as { type: string }).type);
}
