import { Client, credentials, Metadata, type ServiceError } from "@grpc/grpc-js";
import { encodeRequest, type LogicalCall, methodOf, type Outcome, readAnswer, readStatus } from "./logical-call.ts";

const asIs = (bytes: Buffer) => bytes;

/** A call by the reference implementation of gRPC for Node. */
export async function callGrpcJs(url: string, call: LogicalCall): Promise<Outcome> {
  const client = new Client(new URL(url).host, credentials.createInsecure());
  const { parent, name } = methodOf(call);
  const metadata = new Metadata();
  if (call.token !== undefined) metadata.set("authorization", `Bearer ${call.token}`);
  const options = call.timeoutMs === undefined ? {} : { deadline: Date.now() + call.timeoutMs };
  const request = Buffer.from(encodeRequest(call));
  try {
    return await new Promise((resolve) => {
      client.makeUnaryRequest(`/${parent.typeName}/${name}`, asIs, asIs, request, metadata, options, (error, bytes) =>
        resolve(error === null ? readAnswer(call, bytes ?? Buffer.alloc(0)) : readError(error)),
      );
    });
  } finally {
    client.close();
  }
}

function readError(error: ServiceError): Outcome {
  const [status] = error.metadata.get("grpc-status-details-bin");
  if (typeof status === "object") return readStatus(status);
  return { error: { code: error.code, message: error.details, details: [] } };
}
