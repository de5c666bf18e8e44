import { readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { errorsPage } from "./catalogues/errors-page.ts";
import { eventsPage } from "./catalogues/events-page.ts";
import { generateClient } from "./client/generate-client.ts";
import { buf, formatted } from "./commands.ts";
import { generatePrismaClients } from "./prisma-clients.ts";
import { layOutThirdPartyProtos } from "./third-party-protos.ts";

/** What is generated, and nothing else lies there: folders and files below the project's root. */
export const generated = ["gen", "docs/errors.md", "docs/events.md"] as const;

/** Writes everything that is generated below `root`. */
export async function generate(root: string): Promise<void> {
  await layOutThirdPartyProtos(".cache/proto");
  await mkdir(join(root, "gen"), { recursive: true });
  buf("generate", "-o", root);
  // Read only by compilers; no stub imports them.
  for (const path of ["buf", "google/api/annotations.ts", "google/api/http.ts", "google/protobuf/descriptor.ts"])
    await rm(join(root, "gen/grpc", path), { recursive: true });
  buf("build", "proto", "--exclude-source-info", "-o", join(root, "gen/contracts.binpb"));
  buf("build", "proto", "-o", join(root, "gen/documented.binpb"));
  await generateClient(root, join(root, "gen/documented.binpb"));
  await generatePrismaClients(root);
  await writeCatalogues(root);
}

async function writeCatalogues(root: string): Promise<void> {
  const image = readFileSync(join(root, "gen/documented.binpb"));
  const files = [...createFileRegistry(fromBinary(FileDescriptorSetSchema, image)).files];
  const pages = { "docs/errors.md": errorsPage(files), "docs/events.md": eventsPage(files) };
  for (const [path, text] of Object.entries(pages)) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await writeFile(join(root, path), formatted(path, text));
  }
}
