import { type ReadUserResponse, UserLookupServiceService } from "#gen/grpc/ultramarket/user/v1/user_service.ts";
import { implement } from "#mesh/rpc";
import { defineService } from "#mesh/runtime";

const nobody: ReadUserResponse = {
  user: undefined,
  defaultShippingAddress: undefined,
  defaultBillingAddress: undefined,
};

/** A user service that knows whom it is told, counts how often it is asked, and answers when it may. */
export function fakeUser() {
  const users = new Map<string, ReadUserResponse>();
  const calls: string[] = [];
  const gate = { opens: Promise.resolve() };
  const service = defineService({
    name: "user",
    config: {},
    async start() {
      const rpc = implement(UserLookupServiceService, {
        async readUser({ userId }) {
          calls.push(userId);
          await gate.opens;
          return users.get(userId) ?? nobody;
        },
      });
      return { rpc: [rpc] };
    },
  });
  return { service, users, calls, gate };
}
