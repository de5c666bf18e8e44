import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { layOutThirdPartyProtos } from "../gen/third-party-protos.ts";
import { type Contracts, readContracts } from "./contracts.ts";
import { lostRoutes } from "./lost-routes.ts";

const thing = `syntax = "proto3";
package ultramarket.shop.v1;
import "google/api/annotations.proto";
message Thing {
  string name = 1;
  int32 size = 2;
  State state = 3;
}
enum State {
  STATE_UNSPECIFIED = 0;
  STATE_ON = 1;
}
message ThingMade {
  Thing thing = 1;
}
message ThingGone {
  repeated string names = 1;
}
service ThingService {
  rpc GetThing(Thing) returns (Thing) {
    option idempotency_level = NO_SIDE_EFFECTS;
    option (google.api.http) = {get: "/v1/things/{name}"};
  }
  rpc DropThing(Thing) returns (Thing);
}
`;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ultramarket-breaking-"));
  await cp("buf.yaml", join(folder, "buf.yaml"));
  await cp("mesh/testing/proto", join(folder, "mesh/testing/proto"), { recursive: true });
  await cp("proto/ultramarket/options", join(folder, "proto/ultramarket/options"), { recursive: true });
  await layOutThirdPartyProtos(join(folder, ".cache/proto"));
  await write(thing);
  buf("build", "proto", "-o", "released.binpb");
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test.each([
  ["a removed field", "  string name = 1;\n", "", "FIELD_NO_DELETE"],
  ["a changed type", "int32 size", "int64 size", "FIELD_SAME_TYPE"],
  ["a reused number", "string name = 1;", "string title = 1;", "FIELD_SAME_NAME"],
  ["a renamed JSON name", "name = 1;", 'name = 1 [json_name = "title"];', "FIELD_SAME_JSON_NAME"],
  ["a removed enum value", "  STATE_ON = 1;\n", "", "ENUM_VALUE_NO_DELETE"],
  ["a removed RPC", "  rpc DropThing(Thing) returns (Thing);\n", "", "RPC_NO_DELETE"],
  [
    "a safe RPC that is safe no more",
    "    option idempotency_level = NO_SIDE_EFFECTS;\n",
    "",
    "RPC_SAME_IDEMPOTENCY_LEVEL",
  ],
  ["a removed event", "message ThingMade {\n  Thing thing = 1;\n}\n", "", "MESSAGE_NO_DELETE"],
  ["a changed event", "repeated string names", "string names", "FIELD_SAME_CARDINALITY"],
])("%s breaks", async (_, from, to, rule) => {
  await change(from, to);
  expect(complaints()).toContain(rule);
});

test("a new field, a new enum value and a new RPC break nothing", async () => {
  await change("string name = 1;", "string name = 1;\n  string maker = 4;");
  await change("STATE_ON = 1;", "STATE_ON = 1;\n  STATE_OFF = 2;");
  await change("rpc DropThing", "rpc MakeThing(Thing) returns (Thing);\n  rpc DropThing");
  expect(complaints()).toEqual([]);
});

test("a changed REST route is lost, one kept as additional binding is not", async () => {
  const released = await contracts();
  await change('{get: "/v1/things/{name}"}', '{get: "/v1/goods/{name}"}');
  expect(lostRoutes(released, await contracts())).toEqual([
    "GET /v1/things/{name} (ultramarket.shop.v1.ThingService.GetThing)",
  ]);
  await change('"/v1/goods/{name}"', '"/v1/goods/{name}" additional_bindings {get: "/v1/things/{name}"}');
  expect(lostRoutes(released, await contracts())).toEqual([]);
});

test("a route that takes another part of the request as its body is lost", async () => {
  await change('{get: "/v1/things/{name}"}', '{put: "/v1/things/{name}" body: "*"}');
  const released = await contracts();
  await change('body: "*"', 'body: "state"');
  expect(lostRoutes(released, await contracts())).toEqual([
    "PUT /v1/things/{name}, body * (ultramarket.shop.v1.ThingService.GetThing)",
  ]);
});

async function contracts(): Promise<Contracts> {
  buf("build", "proto", "-o", "present.binpb");
  return readContracts(await readFile(join(folder, "present.binpb")));
}

async function write(text: string): Promise<void> {
  await mkdir(join(folder, "proto/ultramarket/shop/v1"), { recursive: true });
  await writeFile(join(folder, "proto/ultramarket/shop/v1/thing.proto"), text);
}

async function change(from: string, to: string): Promise<void> {
  const text = await readFile(join(folder, "proto/ultramarket/shop/v1/thing.proto"), "utf8");
  if (!text.includes(from)) throw new Error(`the contract does not contain ${from}`);
  await write(text.replace(from, to));
}

function complaints(): string[] {
  const stdout = buf("breaking", "proto", "--against", "released.binpb", "--exclude-imports", "--error-format=json");
  const lines = stdout.split("\n").filter((line) => line !== "");
  return lines.map((line) => (JSON.parse(line) as { type: string }).type);
}

function buf(...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync("buf", args, { cwd: folder, encoding: "utf8" });
  if (stderr !== "") throw new Error(stderr);
  return stdout;
}
