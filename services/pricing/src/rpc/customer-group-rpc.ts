import { CustomerGroupServiceService } from "#gen/grpc/ultramarket/pricing/v1/customer_group_service.ts";
import type { CustomerGroup as ProtoGroup } from "#gen/grpc/ultramarket/pricing/v1/price_list.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { PricingUseCases } from "../app/use-cases.ts";
import type { CustomerGroup, UserId } from "../domain/customer-group.ts";

export const customerGroupRpc = (app: PricingUseCases): ServiceBinding =>
  implement(CustomerGroupServiceService, {
    async setCustomerGroup({ customerGroup, name, etag }, { request }) {
      return { customerGroup: encodeGroup(await app.setCustomerGroup({ customerGroup, name, etag, request })) };
    },

    async listCustomerGroups({ pageSize, pageToken }) {
      const { items, nextPageToken } = await app.listCustomerGroups({ pageSize, pageToken });
      return { customerGroups: items.map(encodeGroup), nextPageToken };
    },

    async changeCustomerGroupMembers({ customerGroup, addUserIds, removeUserIds }, { request }) {
      const change = { customerGroup, add: addUserIds as UserId[], remove: removeUserIds as UserId[] };
      return app.changeCustomerGroupMembers(change, request);
    },

    async listCustomerGroupMembers({ customerGroup, pageSize, pageToken }) {
      const { items, nextPageToken } = await app.listCustomerGroupMembers({ customerGroup, pageSize, pageToken });
      return { userIds: [...items], nextPageToken };
    },
  });

function encodeGroup({ version, ...group }: CustomerGroup): ProtoGroup {
  return { ...group, etag: String(version) };
}
