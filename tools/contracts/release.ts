import { readFile, writeFile } from "node:fs/promises";
import { buf } from "../gen/commands.ts";
import { layOutThirdPartyProtos } from "../gen/third-party-protos.ts";
import { stampChangelog } from "./stamp-changelog.ts";

/** `node tools/contracts/release.ts 0.1.0`: makes the present contracts the released ones and stamps the changelog. */
const version = process.argv[2] ?? "";
if (/^\d+\.\d+\.\d+$/.test(version)) await release();
else {
  console.error("Name the version: make release VERSION=0.1.0");
  process.exitCode = 1;
}

async function release(): Promise<void> {
  await layOutThirdPartyProtos(".cache/proto");
  const changelog = stampChangelog(await readFile("CHANGELOG.md", "utf8"), version, new Date());
  buf("build", "proto", "--exclude-source-info", "-o", "proto/released.binpb");
  await writeFile("CHANGELOG.md", changelog);
  console.log(`Released ${version}: commit proto/released.binpb and CHANGELOG.md, then tag v${version}.`);
}
