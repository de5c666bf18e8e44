import type { UniversalHandler, UniversalServerRequest } from "@connectrpc/connect/protocol";
import { universalRequestFromNodeRequest, universalResponseToNodeResponse } from "@connectrpc/connect-node";
import { withContext } from "./connect-handlers.ts";
import type { EdgeContext } from "./edge-call.ts";
import { serveGrpcWebText } from "./grpc-web-text.ts";
import type { EdgeRequest, EdgeResponse } from "./http.ts";
import { serveReadable } from "./serve-readable.ts";

/** Answers an RPC by Connect, gRPC-web or gRPC. Rejects if the connection broke before the answer was out. */
export async function serveRpc(
  handler: UniversalHandler,
  request: EdgeRequest,
  response: EdgeResponse,
  context: EdgeContext,
): Promise<void> {
  const universal = readRequest(request, response);
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
function readRequest(request: EdgeRequest, response: EdgeResponse): UniversalServerRequest | undefined {
  const host = "authority" in request ? request.authority : request.headers.host;
  if (!URL.canParse(`http://${host ?? ""}`)) return undefined;
  return universalRequestFromNodeRequest(request, response, undefined, undefined);
}
