/** What access tokens say of a user. */
export interface Access {
  readonly roles: readonly string[];
  /** What those of them that the shop made may do. Default: nothing. */
  readonly shopPermissions?: readonly string[] | undefined;
  readonly authVersion: number;
}
