import { IndexRebuilt as Message } from "#gen/grpc/ultramarket/search/v1/search_events.ts";
import type { EncodedEvent } from "#mesh/store";
import type { IndexRebuilt } from "../domain/index-state.ts";

/** An event as search_events.proto has it. */
export function encodeEvent({ generation, productCount }: IndexRebuilt): EncodedEvent {
  return { subject: "search.v1.index_rebuilt", payload: Message.encode({ generation, productCount }).finish() };
}
