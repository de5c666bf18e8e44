import { isNativeError } from "node:util/types";
import { ConfigError } from "#mesh/config";
import { errorCode } from "#mesh/machine";
import { PostgresStartError } from "#mesh/postgres";
import { SupervisorError } from "#mesh/supervisor";
import { type Command, CommandError } from "./command.ts";

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import("./start.ts")).start,
  stop: async () => (await import("./stop.ts")).stop,
  status: async () => (await import("./status.ts")).status,
  down: async () => (await import("./down.ts")).down,
  up: async () => (await import("./up.ts")).up,
  token: async () => (await import("./token.ts")).token,
  mail: async () => (await import("./mail.ts")).mail,
  import: async () => (await import("./import.ts")).importCommand,
  replay: async () => (await import("./replay.ts")).replayCommand,
  audit: async () => (await import("./audit.ts")).audit,
  call: async () => (await import("./call.ts")).call,
  bench: async () => (await import("./bench.ts")).bench,
};

/** Runs `um <verb> ...`. Answers the exit code: 0 if all went well, 1 if not, 2 if it was called wrongly. */
export async function runCommand([verb = "help", ...args]: readonly string[]): Promise<number> {
  const load = commands[verb];
  if (load === undefined) {
    const asked = verb === "help" || verb === "--help" || verb === "-h";
    (asked ? console.log : console.error)(asked ? await overview() : `um: there is no "${verb}"; see um --help`);
    return asked ? 0 : 2;
  }
  const command = await load();
  if (args.includes("--help") || args.includes("-h")) {
    console.log(command.help);
    return 0;
  }
  return command.run(args).catch((error) => explain(error, verb));
}

async function overview(): Promise<string> {
  const lines = await Promise.all(
    Object.entries(commands).map(async ([verb, load]) => `  ${verb.padEnd(8)} ${(await load()).summary}`),
  );
  return ["um: run and use UltraMarket", "", ...lines, "", "um <verb> --help tells the rest."].join("\n");
}

/** Errors whose message is all the user needs. */
const expected = [CommandError, ConfigError, PostgresStartError, SupervisorError];

function explain(error: unknown, verb: string): number {
  if (isNativeError(error) && errorCode(error)?.startsWith("ERR_PARSE_ARGS_")) {
    console.error(`um ${verb}: ${error.message}\nSee um ${verb} --help.`);
    return 2;
  }
  const isExpected = expected.some((kind) => error instanceof kind);
  console.error(isExpected && error instanceof Error ? error.message : error);
  return 1;
}
