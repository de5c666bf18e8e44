import { ConnectError } from "@connectrpc/connect";
import { CommandError } from "../../command.ts";
import { refusalInWords } from "../../refusal.ts";

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
  return `the market refused: ${refusalInWords(error)}`;
}
