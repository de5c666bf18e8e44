import { startPostgres } from "../start-postgres.ts";

/** Started by tests: owns a server on the folder given, tells about it over IPC, and waits to be killed. */
const [folder = ""] = process.argv.slice(2);
const { pid, url } = await startPostgres({ folder, log: { info: () => {}, warn: () => {} } });
process.on("message", () => {});
process.send?.({ pid, url });
