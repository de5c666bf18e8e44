import { readFile, rm } from "node:fs/promises";
import { buf, bufAgrees } from "../gen/commands.ts";
import { layOutThirdPartyProtos } from "../gen/third-party-protos.ts";
import { readContracts } from "./contracts.ts";
import { locate } from "./location.ts";
import { rules } from "./rules/all.ts";

/** `node tools/contracts/lint.ts`: buf's rules and format for all protos, then the house's own for the market's. */
await layOutThirdPartyProtos(".cache/proto");
const clean = bufAgrees("lint");
const formatted = ["proto", "mesh/testing/proto"].every((module) =>
  bufAgrees("format", module, "--diff", "--exit-code"),
);
const findings = await findInMarket();
for (const finding of findings) console.error(finding);
if (!formatted) console.error("Protos are not formatted: run `make fmt`.");
if (!clean || !formatted || findings.length > 0) process.exitCode = 1;

async function findInMarket(): Promise<string[]> {
  const image = `.cache/lint-${process.pid}.binpb`;
  try {
    buf("build", "proto", "-o", image);
    const contracts = readContracts(await readFile(image));
    return Object.entries(rules)
      .flatMap(([name, rule]) =>
        [...rule(contracts)].map(({ element, message }) => `${locate(element)}: ${element.name} ${message} (${name})`),
      )
      .toSorted();
  } finally {
    await rm(image, { force: true });
  }
}
