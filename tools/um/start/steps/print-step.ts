import { ConnectError } from "@connectrpc/connect";
import { ErrorInfoSchema } from "#gen/es/google/rpc/error_details_pb.js";
import { CommandError } from "../../command.ts";

/** Prints what a step came to; of a failure the user can mend, and of a refusal of the market, the message alone. */
export async function printStep(work: () => Promise<string>): Promise<void> {
  try {
    console.log(await work());
  } catch (error) {
    console.error(error instanceof CommandError ? error.message : error instanceof ConnectError ? told(error) : error);
    process.exitCode = 1;
  }
}

function told(error: ConnectError): string {
  const [info] = error.findDetails(ErrorInfoSchema);
  const request = error.metadata.get("x-request-id");
  const where = request === null ? "" : ` (request ${request} in the logs)`;
  return `the market refused: ${info?.reason ?? error.code}, ${error.rawMessage}${where}`;
}
