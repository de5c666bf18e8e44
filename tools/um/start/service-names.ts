import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's root folder. */
export const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The services by name. Read from the folders: the supervisor stays small by loading none of their code. */
export function serviceNames(): readonly string[] {
  return readdirSync(join(root, "services")).filter((name) => existsSync(mainOf(name)));
}

/** The program that runs one service. */
export function mainOf(service: string): string {
  return join(root, "services", service, "src", "main.ts");
}
