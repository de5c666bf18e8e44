import type { Provider } from "./identity-ports.ts";
import type { AuthPorts } from "./ports.ts";

/** Who people may sign in with. */
export const getSignInOptions =
  ({ providers }: AuthPorts) =>
  (): { readonly providers: readonly Provider[] } => ({ providers: providers.offered });
