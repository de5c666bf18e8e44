import { Code, ConnectError } from "@connectrpc/connect";
import { CommandError } from "../../um/command.ts";
import { refusalInWords } from "../../um/refusal.ts";
import type { Entry } from "../plan/entry.ts";

const shortOfStock = /^(OUT_OF_STOCK|STOCK_INSUFFICIENT),/;

/** Does the work; a refusal of the market becomes a CommandError that names the invoice and says what to do. */
export async function namingIt<T>({ invoice }: Entry, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    const refusal = refusalInWords(error);
    throw new CommandError(`Invoice ${invoice} could not be entered: ${refusal}.\n${adviceFor(error, refusal)}`, {
      cause: error,
    });
  }
}

function adviceFor({ code }: ConnectError, refusal: string): string {
  const goesOn = "the same command then goes on where it was.";
  if (shortOfStock.test(refusal))
    return `Something else took the stock, or it was not imported. Replay into a new market (another DATA_DIR and PORT), or run "um import online-retail FILE --top-up": ${goesOn} What is received meanwhile is told of as stock adrift.`;
  if (code === Code.PermissionDenied) return `UM_EMAIL must name somebody with the role clerk: ${goesOn}`;
  return `What was entered is kept; once that is mended, ${goesOn}`;
}
