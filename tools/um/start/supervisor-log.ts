import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { loadConfig } from "#mesh/config";
import { startTelemetry, type Telemetry, telemetryConfig } from "#mesh/telemetry";

/** The supervisor's own log, in `supervisor.log` of the folder. */
export async function openSupervisorLog(folder: string): Promise<Telemetry> {
  await mkdir(folder, { recursive: true });
  const destination = createWriteStream(join(folder, "supervisor.log"), { flags: "a" });
  return startTelemetry({ service: "supervisor", config: loadConfig(telemetryConfig, process.env), destination });
}
