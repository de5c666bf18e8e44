import { setTimeout as sleep } from "node:timers/promises";
import { ConnectError } from "@connectrpc/connect";
import { ErrorInfoSchema } from "#gen/es/google/rpc/error_details_pb.js";

const pauseMs = 100;
const patienceMs = 120_000;

/** Repeats a return that is refused because the order has not heard yet that its goods were sent. */
export async function onceSent<T>(takeBack: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + patienceMs; ; await sleep(pauseMs)) {
    try {
      return await takeBack();
    } catch (error) {
      if (!waitsToBeSent(error) || Date.now() > end) throw error;
    }
  }
}

function waitsToBeSent(error: unknown): boolean {
  const [info] = ConnectError.from(error).findDetails(ErrorInfoSchema);
  return info?.reason === "QUANTITY_TOO_LARGE" && Number(info.metadata.packed) > 0;
}
