import type { EdgeRequest } from "../http.ts";

/** What of a request's body has been read. */
export interface ReadBody {
  readonly bytes: Buffer;
  /** False if more follows than was wanted: the rest is still to be read from the request. */
  readonly isWhole: boolean;
}

/** Reads a body, up to `mostBytes` and what comes along with them. Rejects if the client went away meanwhile. */
export function readBody(request: EdgeRequest, mostBytes: number): Promise<ReadBody> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const stop = () => request.off("data", take).off("end", end).off("close", gone).off("error", gone);
    const done = (isWhole: boolean) => {
      stop();
      resolve({ bytes: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks), isWhole });
    };
    const end = () => done(true);
    const gone = (error?: Error) => {
      stop();
      reject(error ?? new Error("the client went away"));
    };
    const take = (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length <= mostBytes) return;
      request.pause();
      done(false);
    };
    request.on("data", take).on("end", end).on("close", gone).on("error", gone);
  });
}

/** The body as the client sent it: what was read, and what is still to come. */
export async function* bodyAgain(request: EdgeRequest, { bytes, isWhole }: ReadBody): AsyncGenerator<Uint8Array, void> {
  yield bytes;
  if (!isWhole) yield* restOfBody(request);
}

/** What is still to come. Who reads less leaves the rest to be passed over. */
export function restOfBody(request: EdgeRequest): AsyncIterable<Uint8Array> {
  return request.iterator({ destroyOnReturn: false });
}
