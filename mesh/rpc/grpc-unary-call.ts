import { type ChannelInterface, type Metadata, type StatusObject, status } from "@grpc/grpc-js";
import { carriedBy, type TakeAnswered } from "./carried-headers.ts";

/** One message for one message, by a channel of grpc-js. */
export interface UnaryCall {
  readonly path: string;
  readonly request: Buffer;
  readonly metadata: Metadata;
  /** Milliseconds since the epoch; Infinity for none. */
  readonly deadline: number;
  readonly answered?: TakeAnswered | undefined;
}

/** How it ended; `message` is there if the status is OK. */
export type UnaryOutcome = (status: StatusObject, message?: Uint8Array) => void;

/**
 * Calls without what grpc-js' Client does besides, which is a quarter of a small call: interceptors, an emitter, and an
 * error with a stack made ahead in case the call fails. Answers how to cancel it.
 */
export function startUnaryCall(channel: ChannelInterface, unary: UnaryCall, ended: UnaryOutcome): () => void {
  const { path, request, metadata, deadline, answered } = unary;
  const call = channel.createCall(path, deadline, null, null, null);
  let message: Uint8Array | undefined;
  call.start(metadata, {
    onReceiveMetadata(received) {
      answered?.("headers", carriedBy(received));
    },
    onReceiveMessage(received) {
      if (message !== undefined) call.cancelWithStatus(status.UNIMPLEMENTED, "more than one answer");
      message = received;
    },
    onReceiveStatus(told) {
      answered?.("trailers", carriedBy(told.metadata));
      if (told.code !== status.OK) ended(told);
      else if (message === undefined) ended({ ...told, code: status.UNIMPLEMENTED, details: "no answer" });
      else ended(told, message);
    },
  });
  call.sendMessageWithContext({}, request);
  call.startRead();
  call.halfClose();
  return () => call.cancelWithStatus(status.CANCELLED, "cancelled by the caller");
}
