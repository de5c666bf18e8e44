import { execFileSync } from "node:child_process";
import { buf } from "../gen/commands.ts";
import { writeService } from "./write-service.ts";

/** `node tools/new-service/new-service.ts review`: writes the frame of a new service from template/. */
const name = process.argv[2] ?? "";
try {
  const paths = await writeService(".", name, new Date());
  // Long names break lines, and sort, elsewhere than short ones.
  buf("format", "proto", "--path", `proto/ultramarket/${name}`, "--write");
  execFileSync("biome", ["check", "--write", "--log-level=error", ...paths.filter((path) => path.endsWith(".ts"))]);
  console.log(
    `${paths.join("\n")}\n\nShape the contract in proto/ultramarket/${name}/v1, then: make gen && make check`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
