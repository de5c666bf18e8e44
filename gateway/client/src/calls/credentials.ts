/** Headers that say who calls, and something that tells them from those before and after. */
export interface Proof {
  readonly headers: Readonly<Record<string, string>>;
  readonly version: string;
}

/** Who calls. */
export interface Credentials {
  /** What is good now, or undefined if nobody is signed in; what is about to expire is renewed before. */
  current(): Promise<Proof | undefined>;
  /** Something newer than what was refused, or undefined if there is nothing. */
  renewed(refused: Proof): Promise<Proof | undefined>;
}

/** A token of the caller's, such as an API key, asked for on each call. */
export function fixedToken(token: string | (() => string | Promise<string>)): Credentials {
  return {
    async current() {
      const version = typeof token === "string" ? token : await token();
      return { headers: bearer(version), version };
    },
    renewed: async () => undefined,
  };
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
