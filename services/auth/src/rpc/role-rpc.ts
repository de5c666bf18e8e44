import * as proto from "#gen/grpc/ultramarket/auth/v1/role_service.ts";
import { maskedChange, required } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { Role } from "../app/list-roles.ts";
import type { AuthUseCases } from "../app/use-cases.ts";
import { etagOf } from "../domain/role.ts";

export const roleRpc = (app: AuthUseCases): ServiceBinding =>
  implement(proto.RoleServiceService, {
    async listRoles(query) {
      const { items, nextPageToken } = await app.listRoles(query);
      return { roles: items.map(encodeRole), nextPageToken };
    },

    async createRole({ role }, { caller, request }) {
      return { role: encodeRole(await app.createRole(caller, required("role", role), request)) };
    },

    async updateRole({ name, role, updateMask, etag }, { caller, request }) {
      const { name: _, ...content } = required("role", role);
      const change = maskedChange(content, updateMask ?? []);
      return { role: encodeRole(await app.updateRole(caller, { name, change, etag, request })) };
    },

    async deleteRole({ name, etag }, { caller, request }) {
      await app.deleteRole(caller, { name, etag, request });
      return {};
    },
  });

function encodeRole(role: Role): proto.Role {
  const { name, description, permissions } = role;
  const said = { name, description, permissions: [...permissions] };
  if (!("version" in role)) return { ...said, builtIn: true, etag: "", createTime: undefined, updateTime: undefined };
  const { createTime, updateTime } = role;
  return { ...said, builtIn: false, etag: etagOf(role), createTime, updateTime };
}
