import { cp, glob, rm } from "node:fs/promises";
import { join } from "node:path";
import { prisma } from "./commands.ts";

/**
 * Writes gen/prisma/<service> below `root` for each services/<service>/src/store/schema.prisma. A schema names its
 * output relative to itself, so it is copied to the same place below `root` first.
 */
export async function generatePrismaClients(root: string, project = "."): Promise<void> {
  for await (const schema of glob("services/*/src/store/schema.prisma", { cwd: project })) {
    const copy = join(root, schema);
    await cp(join(project, schema), copy);
    prisma("generate", `--schema=${copy}`, "--no-hints");
    await rm(copy);
  }
}
