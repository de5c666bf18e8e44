import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { layOutThirdPartyProtos } from "./third-party-protos.ts";

const buf = (...args: string[]) => execFileSync("buf", args, { stdio: "inherit" });

await layOutThirdPartyProtos(".cache/proto");
for (const folder of ["gen/grpc", "gen/es"]) rmSync(folder, { recursive: true, force: true });
mkdirSync("gen", { recursive: true });
buf("generate");
// Read only by compilers; no stub imports them.
for (const path of ["buf", "google/api", "google/protobuf/descriptor.ts"])
  rmSync(`gen/grpc/${path}`, { recursive: true });
buf("build", "proto", "--exclude-source-info", "-o", "gen/contracts.binpb");
buf("build", "proto", "-o", "gen/documented.binpb");
