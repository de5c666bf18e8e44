import { CommandError } from "../../command.ts";

/** Prints what a step came to; of a failure the user can mend, the message alone. */
export async function printStep(work: () => Promise<string>): Promise<void> {
  try {
    console.log(await work());
  } catch (error) {
    console.error(error instanceof CommandError ? error.message : error);
    process.exitCode = 1;
  }
}
