import { ConnectError } from "@connectrpc/connect";
import { CommandError } from "../../um/command.ts";
import type { Entry } from "../plan/entry.ts";

/** Does the work; a refusal of the market becomes a CommandError that names the invoice. */
export async function namingIt<T>({ invoice }: Entry, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    throw new CommandError(`Invoice ${invoice} could not be entered: ${error.message}`, { cause: error });
  }
}
