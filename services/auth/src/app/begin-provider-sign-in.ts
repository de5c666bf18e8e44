import { notFound } from "#mesh/kernel";
import type { AuthPorts } from "./ports.ts";

/** Where to sign in with a provider, and what to come back with. Fails with RESOURCE_NOT_FOUND, SERVICE_UNAVAILABLE. */
export const beginProviderSignIn =
  ({ providers, bindings, clock }: AuthPorts) =>
  async (provider: string) => {
    const { binding, expireTime } = bindings.make(provider, clock.now());
    const url = await providers.begin(provider, bindings.askedOf(binding));
    if (url === undefined) throw notFound();
    return { url, binding, expireTime };
  };
