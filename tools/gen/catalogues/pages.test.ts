import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFileRegistry, type DescFile, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { environmentPage } from "./environment-page.ts";
import { errorsPage } from "./errors-page.ts";
import { eventsPage } from "./events-page.ts";

const errors = `syntax = "proto3";
package ultramarket.shop.v1;
enum ShopErrorReason {
  SHOP_ERROR_REASON_UNSPECIFIED = 0;
  // NOT_FOUND: nothing is there,
  // or a|b is.
  SHOP_ERROR_REASON_GONE = 1;
}`;

const events = `syntax = "proto3";
package ultramarket.shop.v1;
// A thing was made. Key: its thing id.
message ThingMadeAgain {
  // What it is called.
  repeated string names = 1;
  // Its state.
  State state = 2;
  // Sizes by name.
  map<string, int32> sizes = 3;
  enum State { STATE_UNSPECIFIED = 0; }
}`;

let files: DescFile[];

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "ultramarket-pages-"));
  await writeFile(join(folder, "shop_errors.proto"), errors);
  await writeFile(join(folder, "shop_events.proto"), events);
  const { stdout } = spawnSync("buf", ["build", folder, "-o", "-"]);
  files = [...createFileRegistry(fromBinary(FileDescriptorSetSchema, stdout)).files];
  await rm(folder, { recursive: true });
});

test("the errors page has each reason without its prefix, its kind and its meaning", () => {
  expect(errorsPage(files)).toContain(
    "## shop.ultramarket\n\n| Reason | Kind | Meaning |\n| --- | --- | --- |\n| `GONE` | NOT_FOUND | nothing is there, or a\\|b is. |\n",
  );
});

test("the events page has each event's subject, key and fields", () => {
  expect(eventsPage(files)).toContain(`## shop.v1.thing_made_again

A thing was made. Message \`ultramarket.shop.v1.ThingMadeAgain\`; key: its thing id.

| Field | Type | Meaning |
| --- | --- | --- |
| \`names\` | repeated string | What it is called. |
| \`state\` | ultramarket.shop.v1.ThingMadeAgain.State | Its state. |
| \`sizes\` | map | Sizes by name. |
`);
});

test("the environment page has a table for each program, and says what must be given", () => {
  const port = { name: "PORT", type: "integer", default: "8080", required: false, description: "Where it listens." };
  const key = { name: "KEY", type: "secret", default: "", required: true, description: "What it signs with." };
  expect(environmentPage({ gateway: [port, key] })).toContain(`## gateway

| Variable | Type | Default | Meaning |
| --- | --- | --- | --- |
| \`PORT\` | integer | 8080 | Where it listens. |
| \`KEY\` | secret | required | What it signs with. |
`);
});
