import { existsSync } from "node:fs";
import { glob, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { services } from "../contracts/workloads.ts";
import { fillIn, namesOf } from "./names.ts";

const template = fileURLToPath(new URL("template/", import.meta.url));

/**
 * Writes the contract and the folder of a new service below `root`, and adds it to services/mod.ts. Answers the paths
 * it wrote. Throws, having written nothing, for a name that is no planned service's or that is taken.
 */
export async function writeService(root: string, name: string, date: Date): Promise<string[]> {
  if (!services.has(name))
    throw new Error(`"${name}" is no service of the market: name one of tools/contracts/workloads.ts, or add it there`);
  if (existsSync(join(root, "services", name)) || existsSync(join(root, "proto/ultramarket", name)))
    throw new Error(`there is a service ${name} already`);
  const names = namesOf(name, date);
  const written: string[] = [];
  for await (const source of glob("**/*.template", { cwd: template })) {
    const path = fillIn(source.replace(/\.template$/, ""), names);
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), fillIn(await readFile(join(template, source), "utf8"), names));
    written.push(path);
  }
  await register(join(root, "services/mod.ts"), name);
  return [...written.toSorted(), "services/mod.ts"];
}

async function register(path: string, name: string): Promise<void> {
  const text = await readFile(path, "utf8");
  const list = /export const services = \[([^\]]*)\]/;
  if (!list.test(text)) throw new Error(`${path} has no list "export const services = [...]"`);
  const listed = text.replace(
    list,
    (_, rest: string) => `export const services = [${rest.trim().replace(/,$/, "")}, ${name}Service]`,
  );
  await writeFile(path, `import { ${name}Service } from "./${name}/src/service.ts";\n${listed}`);
}
