import type { UniversalHandler, UniversalServerRequest } from "@connectrpc/connect/protocol";
import { universalRequestFromNodeRequest, universalResponseToNodeResponse } from "@connectrpc/connect-node";
import { withContext } from "./connect-handlers.ts";
import type { EdgeContext } from "./edge-call.ts";
import { serveGrpcWebText } from "./grpc-web-text.ts";
import type { EdgeRequest, EdgeResponse } from "./http.ts";
import { serveReadable } from "./serve-readable.ts";
import { bodyAgain, type ReadBody } from "./unary/read-body.ts";

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
  return body === undefined ? universal : { ...universal, body: bodyAgain(request, body) };
}
