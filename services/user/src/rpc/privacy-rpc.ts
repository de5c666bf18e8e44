import {
  PrivacyRequestKind,
  PrivacyRequestState,
  type PrivacyRequest as ProtoPrivacyRequest,
} from "#gen/grpc/ultramarket/user/v1/privacy.ts";
import { PrivacyDeskServiceService, PrivacyServiceService } from "#gen/grpc/ultramarket/user/v1/privacy_service.ts";
import type { Clock } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import { signedInUser } from "../app/signed-in-user.ts";
import type { UserUseCases } from "../app/use-cases.ts";
import type { UserId } from "../domain/ids.ts";
import { isOverdue, type PrivacyRequest, type PrivacyRequestId } from "../domain/privacy-request.ts";

export const privacyRpc = (app: UserUseCases, clock: Clock): ServiceBinding =>
  implement(PrivacyServiceService, {
    async requestErasure(_, { caller, request }) {
      return { privacyRequest: encode(await app.requestErasure(caller, undefined, request), clock) };
    },

    async requestExport(_, { caller, request }) {
      return { privacyRequest: encode(await app.requestExport(caller, undefined, request), clock) };
    },

    async downloadExport({ privacyRequestId }, { caller }) {
      return zip(await app.downloadExport(privacyRequestId as PrivacyRequestId, signedInUser(caller)));
    },

    async getPrivacyRequest({ privacyRequestId }, { caller }) {
      const found = await app.getPrivacyRequest(privacyRequestId as PrivacyRequestId, signedInUser(caller));
      return { privacyRequest: encode(found, clock) };
    },

    async listPrivacyRequests({ pageSize, pageToken }, { caller }) {
      const filter = { userId: signedInUser(caller) };
      const { items, nextPageToken } = await app.listPrivacyRequests(filter, { pageSize, pageToken });
      return { privacyRequests: items.map((item) => encode(item, clock)), nextPageToken };
    },

    async cancelPrivacyRequest({ privacyRequestId }, { caller, request }) {
      const wanted = { privacyRequestId: privacyRequestId as PrivacyRequestId, owner: signedInUser(caller), request };
      return { privacyRequest: encode(await app.cancelPrivacyRequest(wanted), clock) };
    },
  });

export const privacyDeskRpc = (app: UserUseCases, clock: Clock): ServiceBinding =>
  implement(PrivacyDeskServiceService, {
    async requestUserErasure({ userId }, { caller, request }) {
      return { privacyRequest: encode(await app.requestErasure(caller, userId as UserId, request), clock) };
    },

    async requestUserExport({ userId }, { caller, request }) {
      return { privacyRequest: encode(await app.requestExport(caller, userId as UserId, request), clock) };
    },

    async downloadUserExport({ privacyRequestId }) {
      return zip(await app.downloadExport(privacyRequestId as PrivacyRequestId));
    },

    async getUserPrivacyRequest({ privacyRequestId }) {
      return { privacyRequest: encode(await app.getPrivacyRequest(privacyRequestId as PrivacyRequestId), clock) };
    },

    async listUserPrivacyRequests({ userId, state, pageSize, pageToken }) {
      const filter = { userId: userId === "" ? undefined : (userId as UserId), state: states.get(state) };
      const { items, nextPageToken } = await app.listPrivacyRequests(filter, { pageSize, pageToken });
      return { privacyRequests: items.map((item) => encode(item, clock)), nextPageToken };
    },

    async cancelUserPrivacyRequest({ privacyRequestId }, { request }) {
      const wanted = { privacyRequestId: privacyRequestId as PrivacyRequestId, request };
      return { privacyRequest: encode(await app.cancelPrivacyRequest(wanted), clock) };
    },
  });

const protoStates = {
  SCHEDULED: PrivacyRequestState.PRIVACY_REQUEST_STATE_SCHEDULED,
  RUNNING: PrivacyRequestState.PRIVACY_REQUEST_STATE_RUNNING,
  COMPLETED: PrivacyRequestState.PRIVACY_REQUEST_STATE_COMPLETED,
  CANCELLED: PrivacyRequestState.PRIVACY_REQUEST_STATE_CANCELLED,
  EXPIRED: PrivacyRequestState.PRIVACY_REQUEST_STATE_EXPIRED,
} as const;
const protoKinds = {
  ERASURE: PrivacyRequestKind.PRIVACY_REQUEST_KIND_ERASURE,
  EXPORT: PrivacyRequestKind.PRIVACY_REQUEST_KIND_EXPORT,
} as const;
const states = new Map<PrivacyRequestState, PrivacyRequest["state"]>(
  Object.entries(protoStates).map(([state, number]) => [number, state as PrivacyRequest["state"]]),
);

function zip(archive: Uint8Array) {
  return { contentType: "application/zip", data: Buffer.from(archive), extensions: [] };
}

function encode(asked: PrivacyRequest, clock: Clock): ProtoPrivacyRequest {
  const { privacyRequestId, userId, kind, state, outstanding } = asked;
  const { createTime, startTime, deadlineTime, endTime, expireTime } = asked;
  return {
    ...{ privacyRequestId, userId, createTime, startTime, deadlineTime, endTime, expireTime },
    kind: protoKinds[kind],
    state: protoStates[state],
    overdue: isOverdue(asked, clock.now()),
    outstanding: [...outstanding],
  };
}
