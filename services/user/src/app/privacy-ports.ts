import type { Decision, Page, RequestKey } from "#mesh/kernel";
import type { UserId } from "../domain/ids.ts";
import type {
  ErasureScheduled,
  ErasureStarted,
  PrivacyRequest,
  PrivacyRequestId,
  PrivacyRequestState,
} from "../domain/privacy-request.ts";

export interface PrivacyRequestFilter {
  /** Absent for anybody's. */
  readonly userId?: UserId | undefined;
  /** Absent for any. */
  readonly state?: PrivacyRequestState | undefined;
}

/** What a service has of a person. */
export interface ExportedPart {
  readonly service: string;
  /** JSON. */
  readonly document: string;
}

/** Keeps what people ask to have done with what is kept of them, on the terms of ProfileStore. */
export interface PrivacyRequestStore {
  find(privacyRequestId: PrivacyRequestId): Promise<PrivacyRequest | undefined>;
  /** Newest first, after the request of the key. */
  page(
    filter: PrivacyRequestFilter,
    after: PrivacyRequestId | undefined,
    size: number,
  ): Promise<Page<PrivacyRequest, PrivacyRequestId>>;
  /** Fails with PRIVACY_REQUEST_OPEN. */
  add(asked: Decision<PrivacyRequest, ErasureScheduled>, request?: RequestKey): Promise<PrivacyRequest>;
  /**
   * `decide` answers the same object if nothing changes, may run more than once, and is told who the person was as a
   * guest. What has expired loses its parts. Fails with RESOURCE_NOT_FOUND.
   */
  change(
    privacyRequestId: PrivacyRequestId,
    decide: (privacyRequest: PrivacyRequest, guestIds: readonly UserId[]) => Decision<PrivacyRequest, ErasureStarted>,
    request?: RequestKey,
  ): Promise<PrivacyRequest>;
  /** Some of those that are due, the longest due first. */
  due(now: Date): Promise<readonly Pick<PrivacyRequest, "privacyRequestId" | "kind">[]>;
  /** As `change`, and keeps the document unless nothing changes. */
  keepPart(
    privacyRequestId: PrivacyRequestId,
    part: ExportedPart,
    decide: (privacyRequest: PrivacyRequest) => PrivacyRequest,
  ): Promise<PrivacyRequest>;
  /** What services told, by their names, unless it has expired. */
  parts(privacyRequestId: PrivacyRequestId): Promise<readonly ExportedPart[]>;
  /** Keeps that the guest signed in to the account. */
  addGuest(guestId: UserId, userId: UserId, request?: RequestKey): Promise<void>;
}
