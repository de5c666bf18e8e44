import { readFileSync } from "node:fs";
import { glob, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { loadContracts, type Method } from "#mesh/rpc";
import { buf } from "../commands.ts";
import { contractIndexes } from "./contract-indexes.ts";
import { errorReasons } from "./error-reasons.ts";
import { serviceIndex } from "./service-index.ts";

/** What servers derive from the contracts and clients need not know. */
const serverOptions = ["buf.validate.**", "google.api.http", "ultramarket.options.**"] as const;

const errorDetails = ["ErrorInfo", "RetryInfo", "BadRequest", "RequestInfo"].map((name) => `google.rpc.${name}`);

/** Writes below `root` what the published client is made of: public RPCs and what they carry, and nothing else. */
export async function generateClient(root: string, image: string): Promise<void> {
  const bytes = readFileSync(image);
  const methods = loadContracts(bytes).methods.filter(({ access }) => access.case !== "internal");
  const target = join(root, "gen/client");
  buf("generate", "--template", template(target, image, methods));
  const { files } = createFileRegistry(fromBinary(FileDescriptorSetSchema, bytes));
  const contracts: string[] = [];
  for await (const path of glob("**/*_pb.js", { cwd: target })) contracts.push(path);
  await write(target, serviceIndex(methods));
  await write(target, contractIndexes(contracts));
  await write(target, errorReasons([...files]));
}

async function write(folder: string, texts: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(texts)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(
      join(folder, path),
      `// Generated from the contracts by \`make gen\`; not to be edited.\n\n${text}`,
    );
  }
}

function template(out: string, image: string, methods: readonly Method[]): string {
  const types = methods.map(({ desc }) => `${desc.parent.typeName}.${desc.name}`);
  return JSON.stringify({
    version: "v2",
    inputs: [
      { binary_image: image, types, exclude_types: serverOptions },
      { directory: ".cache/proto", types: errorDetails },
    ],
    plugins: [{ local: "protoc-gen-es", out, include_imports: true, opt: ["target=js+dts", "import_extension=js"] }],
  });
}
