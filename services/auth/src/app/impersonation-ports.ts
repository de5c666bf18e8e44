import type { Page } from "#mesh/kernel";
import type { SessionId, UserId } from "../domain/ids.ts";
import type { Impersonation } from "../domain/impersonation.ts";
import type { Access } from "./access.ts";

/** Keeps who acted for whom, for good. */
export interface ImpersonationStore {
  /** Opens the session unless `check` throws over what the user may do. Fails with RESOURCE_NOT_FOUND. */
  start(impersonation: Impersonation, check: (access: Access) => void): Promise<Access>;
  /** Newest first, after the one of the id; of this user, or of all. */
  page(userId: UserId | undefined, after: SessionId | undefined, size: number): Promise<Page<Impersonation, SessionId>>;
}
