import { silentLogger } from "#mesh/kernel";
import { withoutDurability } from "#mesh/postgres";
import { postgresTemplate } from "#mesh/testing";
import { nodeProcess, postgresUnit, startSupervisor } from "../mod.ts";
import { childSpec } from "./specs.ts";

/** Started by tests: a supervisor in a process of its own, to be signalled and killed. */
const [dataDir = "", mode = ""] = process.argv.slice(2);
const log = silentLogger;
const children = ["one", "two"].map((name) => nodeProcess({ ...childSpec(dataDir, name, mode), graceMs: 60_000 }));
const database = { folder: `${dataDir}/postgres`, log, settings: withoutDurability, template: postgresTemplate };
const processes = mode === "database" ? [postgresUnit(database)] : children;
const supervisor = await startSupervisor({ dataDir, log, processes });
supervisor.note({ greeting: "hello" });
process.send?.("ready");
await supervisor.stopped;
process.disconnect();
