import { mkdtemp, readFile, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSigningKey } from "#mesh/identity";
import { openIdentities } from "./identities.ts";

let root: string;
let folder: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "identities-"));
  folder = join(root, "identity");
});

afterEach(() => rm(root, { recursive: true }));

test("the key that signs is private, its public part is what everybody verifies with, and both stay", async () => {
  const { env, signingKey } = await openIdentities(folder, []);
  expect(env).toMatchObject({ MESH_TOKEN_KEYS: join(folder, "jwks.json"), MESH_TOKEN_AUDIENCE: "ultramarket" });
  expect((await stat(signingKey)).mode & 0o777).toBe(0o600);
  const { kid } = await readSigningKey(signingKey);
  const published = await readFile(join(folder, "jwks.json"), "utf8");
  expect(JSON.parse(published).keys).toMatchObject([{ kid }]);
  expect((await openIdentities(folder, [])).env).toEqual(env);
  expect(await readFile(join(folder, "jwks.json"), "utf8")).toBe(published);
});

test("a folder that has moved is found where it is", async () => {
  await openIdentities(folder, []);
  const moved = join(root, "moved");
  await rename(folder, moved);
  expect((await openIdentities(moved, [])).env.MESH_TOKEN_KEYS).toBe(join(moved, "jwks.json"));
});

test("workloads get certificates of their own", async () => {
  await openIdentities(folder, []);
  const { certificatesOf } = await openIdentities(folder, ["product", "gateway"]);
  for (const workload of ["product", "gateway"]) {
    expect(await readFile(join(certificatesOf(workload), "cert.pem"), "utf8")).toContain("BEGIN CERTIFICATE");
  }
});
