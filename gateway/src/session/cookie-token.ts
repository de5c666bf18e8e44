/** A token that came in a cookie. */
export interface CookieToken {
  readonly kind: "accessToken" | "refreshToken";
  readonly token: string;
}
