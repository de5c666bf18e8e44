import { isNativeError } from "node:util/types";
import { ConfigError } from "#mesh/config";
import { errorCode } from "#mesh/machine";
import { PostgresStartError } from "#mesh/postgres";
import { SupervisorError } from "#mesh/supervisor";
import { CommandError } from "./command.ts";
import { commands } from "./commands.ts";

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
    Object.entries(commands).map(async ([verb, load]) => `  ${verb.padEnd(10)} ${(await load()).summary}`),
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
