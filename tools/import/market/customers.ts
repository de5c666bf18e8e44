import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { createClient, type Transport } from "@connectrpc/connect";
import {
  BatchUpsertUsersRequestSchema,
  type CustomerInputSchema,
  UserDeskService,
} from "#gen/es/ultramarket/user/v1/user_service_pb.js";
import { requestIdOf } from "./request-id.ts";

export type CustomerDraft = MessageInitShape<typeof CustomerInputSchema>;

/** Keeps up to 500 customers of another system. */
export async function upsertCustomers(
  transport: Transport,
  runId: string,
  customers: readonly CustomerDraft[],
): Promise<void> {
  const request = create(BatchUpsertUsersRequestSchema, { customers: [...customers] });
  const requestId = requestIdOf(runId, BatchUpsertUsersRequestSchema, request);
  await createClient(UserDeskService, transport).batchUpsertUsers({ ...request, requestId });
}
