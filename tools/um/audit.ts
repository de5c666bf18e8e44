import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { elapsed, errorCode } from "#mesh/machine";
import { readRunFile, stillRuns } from "#mesh/supervisor";
import { audit as runAudit } from "../audit/audit.ts";
import { chapters } from "../audit/chapters.ts";
import { reportOf } from "../audit/report.ts";
import { type Command, CommandError } from "./command.ts";
import { layoutOf } from "./start/layout.ts";
import { readStartSettings } from "./start-config.ts";

const help = `um audit [--at-rest] [--settle SECONDS]

Reads the stores of the market on DATA_DIR (or at DATABASE_URL) and recomputes what must hold: orders, money, stock,
shipments, figures, messages and events. It shares no code with the services. Exits with 1 if anything does not hold.

  --at-rest  also demand that nothing is under way (no order, payment, shipment, message or event), and that all services
             have heard of all: figures, messages and what searches find agree with orders, payments and the catalogue
  --settle   how long work under way may take to come to rest (default: 30)`;

const pauseMs = 200;

export const audit: Command = {
  summary: "check in the stores that orders, money, stock and what follows from them agree",
  help,
  async run(args) {
    const options = { settle: { type: "string" }, "at-rest": { type: "boolean" } } as const;
    const { values } = parseArgs({ args: [...args], options });
    const seconds = Number(values.settle ?? "30");
    if (!(seconds >= 0 && seconds <= 3_600)) throw new CommandError("--settle takes seconds, 0 to 3600");
    const settleMs = seconds * 1_000;
    const wanted = chapters({ atRest: values["at-rest"] ?? false });
    const findings = await runAudit({ url: await storesUrl(settleMs), chapters: wanted, settleMs });
    console.log(reportOf(wanted, findings));
    return findings.every(({ count }) => count === 0) ? 0 : 1;
  },
};

/** A login that may read everything; waits for a PostgreSQL that is on its way up as long as work may take to settle. */
async function storesUrl(settleMs: number): Promise<string> {
  const { dataDir: configured, databaseUrl } = readStartSettings(process.env);
  if (databaseUrl !== undefined) return databaseUrl.reveal();
  const { dataDir, postgres } = layoutOf(configured);
  for await (const waitedMs of elapsed(pauseMs)) {
    const port = postgresPort(dataDir);
    if (port !== undefined) {
      return `postgresql://postgres:${await superuserPassword(postgres)}@127.0.0.1:${port}/ultramarket`;
    }
    if (waitedMs > settleMs) break;
  }
  throw new CommandError(`The PostgreSQL of the market on ${dataDir} does not run; um status tells more.`);
}

/** Undefined while it is down or on its way up. */
function postgresPort(dataDir: string): number | undefined {
  const found = readRunFile(dataDir);
  if (found === undefined || !stillRuns(found.supervisor)) {
    throw new CommandError(`No market runs on ${dataDir}; start it, or name its PostgreSQL by DATABASE_URL.`);
  }
  const unit = found.units.find(({ name, state }) => name === "postgres" && state === "ready");
  return (unit?.details as { readonly port?: number } | undefined)?.port;
}

async function superuserPassword(folder: string): Promise<string> {
  try {
    return (await readFile(join(folder, "data", "superuser-password"), "utf8")).trim();
  } catch (error) {
    if (errorCode(error) !== "EACCES") throw error;
    throw new CommandError(`The database's password in ${folder} can be read by its owner only; run as that user.`);
  }
}
