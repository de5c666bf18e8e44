import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buf } from "../../gen/commands.ts";
import { layOutThirdPartyProtos } from "../../gen/third-party-protos.ts";
import { type Contracts, readContracts } from "../contracts.ts";
import { locate } from "../location.ts";
import { rules } from "./all.ts";
import { type Case, cases } from "./rules.cases.ts";

let contracts: Contracts;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "ultramarket-rules-"));
  try {
    await cp("proto", folder, { recursive: true, filter: (path) => !path.endsWith(".binpb") });
    await layOutThirdPartyProtos(folder);
    await mkdir(join(folder, "ultramarket/bad"));
    for (const [index, bad] of cases.entries()) await writeFile(join(folder, fileOf(bad, index)), source(bad, index));
    buf("build", folder, "-o", join(folder, "image.binpb"));
    contracts = readContracts(await readFile(join(folder, "image.binpb")));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test.each(cases.map((bad, index) => [bad.rule, bad.says ?? "nothing", bad, index] as const))(
  "%s says %s",
  (rule, _, bad, index) => {
    const file = fileOf(bad, index);
    const said = [...rules[rule](contracts)]
      .map(({ element, message }) => `${locate(element)}: ${element.name} ${message}`)
      .filter((finding) => finding.startsWith(`proto/${file}:`));
    expect(said).toEqual(bad.says === undefined ? [] : [expect.stringContaining(bad.says)]);
  },
);

test("every rule has a case that breaks it and one that does not", () => {
  const rulesOf = (chosen: readonly Case[]) => [...new Set(chosen.map(({ rule }) => rule))].toSorted();
  expect(rulesOf(cases.filter(({ says }) => says !== undefined))).toEqual(Object.keys(rules).toSorted());
  expect(rulesOf(cases.filter(({ says }) => says === undefined))).toEqual(Object.keys(rules).toSorted());
});

test("a finding names the line of its element", () => {
  const index = cases.findIndex(({ rule, says }) => rule === "timeField" && says);
  const finding = [...rules.timeField(contracts)].find(({ element }) => locate(element).includes(`case_${index}_`));
  expect(finding && locate(finding.element)).toMatch(/:12$/);
});

function fileOf({ file = "service" }: Case, index: number): string {
  return `ultramarket/bad/case_${index}_${file}.proto`;
}

function source({ body }: Case, index: number): string {
  return `syntax = "proto3";
package ultramarket.bad${index}.v1;
import "buf/validate/validate.proto";
import "google/api/annotations.proto";
import "google/protobuf/duration.proto";
import "google/protobuf/timestamp.proto";
import "ultramarket/common/v1/money.proto";
import "ultramarket/options/v1/options.proto";
// Nothing. Key: its id.
message Empty {}
// Words.
${body}
`;
}
