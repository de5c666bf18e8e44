import type { UniversalHandler, UniversalServerRequest } from "@connectrpc/connect/protocol";
import { universalRequestFromNodeRequest, universalResponseToNodeResponse } from "@connectrpc/connect-node";
import { withContext } from "./connect-handlers.ts";
import type { EdgeContext } from "./edge-call.ts";
import { serveGrpcWebText } from "./grpc-web-text.ts";
import type { EdgeRequest, EdgeResponse } from "./http.ts";
import { passOverRest } from "./pass-over-rest.ts";
import { serveReadable } from "./serve-readable.ts";
import { bodyAgain, type ReadBody, restOfBody } from "./unary/read-body.ts";

/** A client that was told of a request that is too large has sent about as much by then. */
const passingOver = { mostBytes: 1024 * 1024, ms: 5_000 };

/**
 * Answers an RPC by Connect, gRPC-web or gRPC, of whose body some may have been read. Rejects if the connection broke
 * before the answer was out.
 */
export async function serveRpc(
  handler: UniversalHandler,
  request: EdgeRequest,
  response: EdgeResponse,
  context: EdgeContext,
  body?: ReadBody,
): Promise<void> {
  passOverRest(request, response, passingOver);
  const universal = readRequest(request, response, body);
  if (universal === undefined) {
    response.statusCode = 400;
    response.end();
    return;
  }
  await universalResponseToNodeResponse(
    await serveGrpcWebText((readable) => serveReadable(handler, readable), withContext(universal, context)),
    response,
  );
}

/** Undefined for a request whose host is missing or no host. */
function readRequest(
  request: EdgeRequest,
  response: EdgeResponse,
  body: ReadBody | undefined,
): UniversalServerRequest | undefined {
  const host = "authority" in request ? request.authority : request.headers.host;
  if (!URL.canParse(`http://${host ?? ""}`)) return undefined;
  const universal = universalRequestFromNodeRequest(request, response, undefined, undefined);
  return { ...universal, body: body === undefined ? restOfBody(request) : bodyAgain(request, body) };
}
