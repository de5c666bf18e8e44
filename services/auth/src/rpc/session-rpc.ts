import * as proto from "#gen/grpc/ultramarket/auth/v1/session_service.ts";
import { holds } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { AuthUseCases } from "../app/use-cases.ts";
import type { SessionId } from "../domain/ids.ts";
import type { ListedSession } from "../domain/session.ts";
import { listedOf } from "./listed-of.ts";
import { userSessionOf } from "./visitor.ts";

export const sessionRpc = (app: AuthUseCases): ServiceBinding =>
  implement(proto.SessionServiceService, {
    async listSessions(query, { caller }) {
      const own = userSessionOf(caller);
      const { items, nextPageToken } = await app.listSessions({ ...query, userId: listedOf(caller, query.userId) });
      return { sessions: items.map((session) => encodeSession(session, own.sessionId)), nextPageToken };
    },

    async revokeSession({ sessionId }, { caller, request }) {
      const asked = { sessionId: sessionId as SessionId, isAnybodys: holds(caller, "auth.write") };
      await app.revokeSession({ ...asked, by: userSessionOf(caller), request });
      return {};
    },

    async endOtherSessions(_, { caller, request }) {
      return { ended: await app.endOtherSessions(userSessionOf(caller), request) };
    },

    async signOutEverywhere(_, { caller }) {
      await app.endSessions(userSessionOf(caller).userId);
      return {};
    },
  });

function encodeSession({ client, isImpersonation, ...session }: ListedSession, own: SessionId): proto.Session {
  const { sessionId, createTime, lastUseTime, expireTime } = session;
  const times = { createTime, lastUseTime, expireTime };
  return { sessionId, ...client, ...times, current: sessionId === own, impersonation: isImpersonation };
}
