import { readFile, rm } from "node:fs/promises";
import { buf, bufAgrees } from "../gen/commands.ts";
import { layOutThirdPartyProtos } from "../gen/third-party-protos.ts";
import { readContracts } from "./contracts.ts";
import { lostRoutes } from "./lost-routes.ts";

const released = "proto/released.binpb";

/** `node tools/contracts/breaking.ts`: fails if a client of the last released contracts would not work any more. */
await layOutThirdPartyProtos(".cache/proto");
const compatible = bufAgrees("breaking", "proto", "--against", released, "--exclude-imports");
const lost = await findLostRoutes();
for (const route of lost)
  console.error(`${route}: the released REST route is gone; keep it, at least as additional_bindings`);
if (!compatible || lost.length > 0) {
  console.error("The contracts break those of the last release; before 0.1, `make release` moves it.");
  process.exitCode = 1;
}

async function findLostRoutes(): Promise<string[]> {
  const image = `.cache/breaking-${process.pid}.binpb`;
  try {
    buf("build", "proto", "-o", image);
    return lostRoutes(readContracts(await readFile(released)), readContracts(await readFile(image)));
  } finally {
    await rm(image, { force: true });
  }
}
