import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { file_buf_validate_validate } from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import { printProto } from "./print-proto.ts";

const googleFiles = [
  "google/api/annotations.proto",
  "google/api/http.proto",
  "google/api/httpbody.proto",
  "google/rpc/code.proto",
  "google/rpc/error_details.proto",
  "google/rpc/status.proto",
] as const;

/** Lays out under `root` the protos of others that ours import, all of them from npm packages. */
export async function layOutThirdPartyProtos(root: string): Promise<void> {
  const source = dirname(createRequire(import.meta.url).resolve("google-proto-files/package.json"));
  for (const path of googleFiles) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await copyFile(join(source, path), join(root, path));
  }
  const validate = join(root, "buf/validate/validate.proto");
  await mkdir(dirname(validate), { recursive: true });
  await writeFile(validate, printProto(file_buf_validate_validate));
}
