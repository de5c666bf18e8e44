import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { judge, readDependencies } from "./dependency-rules.ts";

/** What is there to be imported; an import of one of these from the wrong place breaks a rule. */
const tree = [
  "gateway/src/door.ts",
  "gateway/transcoder/rule.ts",
  "gen/es/google/api/http_pb.js",
  "gen/es/ultramarket/common/v1/money_pb.js",
  "gen/grpc/ultramarket/order/v1/order.ts",
  "gen/prisma/order/client.ts",
  "mesh/kernel/id.ts",
  "mesh/kernel/mod.ts",
  "mesh/rpc/core.ts",
  "mesh/rpc/mod.ts",
  "mesh/testing/mod.ts",
  "services/order/src/app/place.ts",
  "services/order/src/clients.ts",
  "services/order/src/config.ts",
  "services/order/src/domain/order.ts",
  "services/order/src/main.ts",
  "services/order/src/rpc/order-rpc.ts",
  "services/order/src/service.ts",
  "services/order/src/store/store.ts",
  "services/user/src/domain.ts",
  "tools/um.ts",
];

const allowed: readonly (readonly [file: string, imports: string])[] = [
  ["services/order/src/main.ts", "./service.ts"],
  ["services/order/src/main.ts", "#mesh/rpc"],
  ["services/order/src/service.ts", "./config.ts"],
  ["services/order/src/service.ts", "./clients.ts"],
  ["services/order/src/service.ts", "./rpc/order-rpc.ts"],
  ["services/order/src/rpc/order-rpc.ts", "../app/place.ts"],
  ["services/order/src/rpc/order-rpc.ts", "#gen/grpc/ultramarket/order/v1/order.ts"],
  ["services/order/src/store/store.ts", "#gen/prisma/order/client.ts"],
  ["services/order/src/store/store.ts", "node:fs"],
  ["services/order/src/app/place.ts", "../domain/order.ts"],
  ["services/order/src/domain/order.ts", "#mesh/kernel"],
  ["services/order/src/domain/order.ts", "node:util"],
  ["services/order/src/domain/order.test.ts", "#mesh/testing"],
  ["services/order/src/domain/order.test.ts", "node:fs"],
  ["services/order/test/order.rpc.test.ts", "../src/service.ts"],
  ["mesh/rpc/mod.ts", "./core.ts"],
  ["mesh/rpc/core.ts", "#mesh/kernel"],
  ["mesh/rpc/core.ts", "#gen/es/ultramarket/common/v1/money_pb.js"],
  ["gateway/src/door.ts", "#gen/grpc/ultramarket/order/v1/order.ts"],
  ["gateway/transcoder/x.ts", "./rule.ts"],
  ["gateway/transcoder/x.ts", "#gen/es/google/api/http_pb.js"],
  ["gateway/src/door.ts", "../transcoder/rule.ts"],
  ["gateway/test/journeys/market.ts", "../../../services/order/src/service.ts"],
  ["tools/um.ts", "../services/order/src/service.ts"],
];

const forbidden: readonly (readonly [rule: string, file: string, imports: string])[] = [
  ["services-do-not-import-services", "services/order/src/clients/x.ts", "../../../user/src/domain.ts"],
  ["services-do-not-import-services", "services/order/test/x.test.ts", "../../user/src/domain.ts"],
  ["only-tools-import-services", "gateway/src/x.ts", "../../services/order/src/service.ts"],
  ["only-tools-import-services", "mesh/rpc/x.ts", "../../services/user/src/domain.ts"],
  ["nothing-imports-tools", "mesh/rpc/x.ts", "../../tools/um.ts"],
  ["nothing-imports-the-gateway", "mesh/rpc/x.ts", "../../gateway/src/door.ts"],
  ["transcoder-stands-alone", "gateway/transcoder/y.ts", "#mesh/rpc"],
  ["transcoder-stands-alone", "gateway/transcoder/y.ts", "../src/door.ts"],
  ["transcoder-stands-alone", "gateway/transcoder/y.ts", "#gen/es/ultramarket/common/v1/money_pb.js"],
  ["main-only-runs-the-service", "services/user/src/main.ts", "./domain.ts"],
  ["nothing-imports-main", "services/order/test/x.test.ts", "../src/main.ts"],
  ["service-wires-only", "services/user/src/service.ts", "#gen/grpc/ultramarket/order/v1/order.ts"],
  ["edges-do-not-import-each-other", "services/order/src/rpc/x.ts", "../store/store.ts"],
  ["edges-do-not-import-each-other", "services/order/src/consumers.ts", "./clients.ts"],
  ["edges-do-not-import-each-other", "services/order/src/store/x.ts", "../service.ts"],
  ["app-imports-domain-only", "services/order/src/app/x.ts", "../store/store.ts"],
  ["app-imports-domain-only", "services/order/src/app/x.ts", "../config.ts"],
  ["domain-imports-domain-only", "services/order/src/domain/x.ts", "../app/place.ts"],
  ["config-imports-no-layer", "services/user/src/config.ts", "./domain.ts"],
  ["app-and-domain-see-the-kernel-only", "services/order/src/app/x.ts", "#mesh/rpc"],
  ["app-and-domain-see-the-kernel-only", "services/order/src/domain/x.ts", "#gen/es/ultramarket/common/v1/money_pb.js"],
  ["app-and-domain-do-no-io", "services/order/src/domain/x.ts", "node:fs"],
  ["app-and-domain-do-no-io", "services/order/src/app/x.ts", "pg"],
  ["prisma-clients-stay-in-their-store", "services/order/src/rpc/x.ts", "#gen/prisma/order/client.ts"],
  ["prisma-clients-stay-in-their-service", "services/user/src/store/x.ts", "#gen/prisma/order/client.ts"],
  ["mesh-knows-no-business", "mesh/rpc/x.ts", "#gen/grpc/ultramarket/order/v1/order.ts"],
  ["mesh-parts-have-one-door", "mesh/rpc/x.ts", "../kernel/id.ts"],
  ["mesh-is-used-by-its-doors", "services/order/src/domain/x.ts", "../../../../mesh/kernel/id.ts"],
  ["kernel-stands-alone", "mesh/kernel/x.ts", "#mesh/rpc"],
  ["testing-is-for-tests", "mesh/rpc/x.ts", "#mesh/testing"],
  ["no-cycles", "tools/x-again.ts", "./x.ts"],
  ["everything-resolves", "tools/x.ts", "./absent.ts"],
];

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ultramarket-dependencies-"));
  for (const path of [".dependency-cruiser.mjs", "package.json"]) await cp(path, join(folder, path));
  const files = new Map(tree.map((file) => [file, importsOf(file, allowed)]));
  for (const [file] of allowed) files.set(file, importsOf(file, allowed));
  for (const [file, text] of files) await write(file, text);
  await write("node_modules/pg/package.json", '{ "name": "pg", "main": "index.js" }');
  await write("node_modules/pg/index.js", "");
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test("a tree that keeps the rules passes", () => {
  const { modules, violations } = readDependencies(folder);
  expect(violations).toEqual([]);
  expect(modules).toBe(new Set([...tree, ...allowed.map(([file]) => file)].filter((file) => !/^gen/.test(file))).size);
});

test("every rule finds what breaks it", async () => {
  const cases = forbidden.map(([, file, imports]) => [file, imports] as const);
  for (const [, file] of forbidden) await write(file, importsOf(file, [...cases, ...allowed]));
  await write("tools/x.ts", `${importsOf("tools/x.ts", cases)}import "./x-again.ts";\n`);
  const found = readDependencies(folder).violations.map(({ rule, from }) => `${rule} ${from}`);
  expect(forbidden.map(([rule, file]) => `${rule} ${file}`).filter((wanted) => !found.includes(wanted))).toEqual([]);
  expect(new Set(found.map((text) => text.split(" ")[0]))).toEqual(new Set(await ruleNames()));
});

test("a file with using declarations is read, imports inside them too", async () => {
  await write("tools/using.ts", 'export async function f() {\n  await using x = await import("./absent.ts");\n}\n');
  const { violations } = readDependencies(folder);
  expect(violations).toEqual([expect.objectContaining({ rule: "everything-resolves", from: "tools/using.ts" })]);
});

test("a violation is told with its reason", () => {
  const violation = { rule: "no-cycles", comment: "One file or three.", from: "a.ts", to: "b.ts" };
  expect(judge(5, [violation], 5)).toEqual(["a.ts: imports b.ts: One file or three. (no-cycles)"]);
});

test("too few modules fail", () => {
  expect(judge(4, [], 5)).toEqual([expect.stringContaining("only 4 modules were read where 5 are known")]);
});

function importsOf(file: string, imports: readonly (readonly [string, string])[]): string {
  const lines = imports.filter(([from]) => from === file).map(([, to]) => `import "${to}";`);
  const typed = lines.map((line, index) => line.replace('import "', `import type * as m${index} from "`));
  return `${(file.startsWith("tools/x") ? lines : typed).join("\n")}\nexport const x = 1;\n`;
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(join(folder, dirname(path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

async function ruleNames(): Promise<string[]> {
  const { default: config } = (await import(join(process.cwd(), ".dependency-cruiser.mjs"))) as {
    default: { forbidden: { name: string }[] };
  };
  return config.forbidden.map(({ name }) => name);
}
