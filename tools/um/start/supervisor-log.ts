import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { destination, pino, stdTimeFunctions } from "pino";
import type { Logger } from "#mesh/kernel";

/** The supervisor's own log, in `supervisor.log` of the folder, in the form of every other log. */
export async function openSupervisorLog(folder: string): Promise<Logger> {
  await mkdir(folder, { recursive: true });
  const file = destination({ dest: join(folder, "supervisor.log"), append: true, sync: true });
  const options = { base: { service: "supervisor" }, messageKey: "message", timestamp: stdTimeFunctions.isoTime };
  const log = pino({ ...options, formatters: { level: (level) => ({ level }) } }, file);
  const writer =
    (level: keyof Logger) =>
    (message: string, fields: object = {}) =>
      log[level](fields, message);
  return { debug: writer("debug"), info: writer("info"), warn: writer("warn"), error: writer("error") };
}
