import type * as proto from "#gen/grpc/ultramarket/auth/v1/auth.ts";
import type { Account } from "../domain/account.ts";

export function encodeAccount({
  userId,
  email,
  displayName,
  emailVerified,
  roles,
  createTime,
}: Account): proto.Account {
  return { userId, email, displayName, emailVerified, roles: [...roles], createTime };
}
