import { silentLogger } from "#mesh/kernel";
import { withoutDurability } from "../settings.ts";
import { startPostgres } from "../start-postgres.ts";

/** Started by tests: owns a server on the folder given, tells about it over IPC, and waits to be killed. */
const [folder = "", template] = process.argv.slice(2);
const options = { folder, log: silentLogger, settings: withoutDurability };
const { pid, url } = await startPostgres(template === undefined ? options : { ...options, template });
process.on("message", () => {});
process.send?.({ pid, url });
