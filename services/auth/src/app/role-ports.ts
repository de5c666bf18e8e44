import type { RequestKey } from "#mesh/kernel";
import type { AuthEvent } from "../domain/events.ts";
import type { ShopRole } from "../domain/role.ts";

/** Keeps the shop's own roles. What accounts may do by them changes together with them. */
export interface RoleStore {
  /** All of them, by name. */
  list(): Promise<readonly ShopRole[]>;
  /** Fails with ROLE_NAME_TAKEN, TOO_MANY_ROLES. */
  create(role: ShopRole, request?: RequestKey): Promise<ShopRole>;
  /**
   * The changed role; access of who has it ends if its permissions are others. Fails with RESOURCE_NOT_FOUND. `decide`
   * may run more than once.
   */
  change(
    name: string,
    change: RoleChange,
  ): Promise<{ readonly answer: ShopRole; readonly events: readonly AuthEvent[] }>;
  /** Takes it from all accounts, whose access ends. Nothing happens if there is none. `decide` may refuse. */
  delete(
    name: string,
    change: Omit<RoleChange, "decide"> & { decide(role: ShopRole): void },
  ): Promise<readonly AuthEvent[]>;
}

export interface RoleChange {
  readonly decide: (role: ShopRole) => ShopRole;
  readonly now: Date;
  readonly request?: RequestKey | undefined;
}
