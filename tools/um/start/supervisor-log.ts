import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { destination, type Logger, pino, stdTimeFunctions } from "pino";
import type { Log } from "#mesh/postgres";

/** The supervisor's own log, in `supervisor.log` of the folder, in the form of every other log. */
export async function openSupervisorLog(folder: string): Promise<Log> {
  await mkdir(folder, { recursive: true });
  const file = destination({ dest: join(folder, "supervisor.log"), append: true, sync: true });
  const options = { base: { service: "supervisor" }, messageKey: "message", timestamp: stdTimeFunctions.isoTime };
  const log: Logger = pino({ ...options, formatters: { level: (level) => ({ level }) } }, file);
  return {
    info: (message, fields = {}) => log.info(fields, message),
    warn: (message, fields = {}) => log.warn(fields, message),
  };
}
