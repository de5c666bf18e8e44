import { openAccount } from "../domain/account.ts";
import type { Client } from "../domain/client.ts";
import { refuse } from "../domain/errors.ts";
import { type Claims, type Identity, requireOwn } from "../domain/identity.ts";
import type { UserId } from "../domain/ids.ts";
import { type Guest, guestSignedIn, sessionEnded } from "../domain/session.ts";
import type { Shown } from "./check-factor.ts";
import type { Completion } from "./identity-ports.ts";
import { newSession, type Pair, pairFor } from "./pair.ts";
import type { AuthPorts, Visitor } from "./ports.ts";
import { shownFactor } from "./shown-factor.ts";

export interface CompleteProviderSignIn extends Shown {
  readonly provider: string;
  readonly binding: Buffer;
  /** Of the redirect, without "?". */
  readonly redirectQuery: string;
  readonly client?: Client | undefined;
}

/**
 * Signs in whom a provider has signed in: to the account of the identity, else to that of the e-mail, else to a new one. What came
 * back is kept until it is completed, so that who has a second factor calls again with a proof. Fails with
 * PROVIDER_SIGN_IN_FAILED, PROVIDER_EMAIL_UNVERIFIED, EMAIL_TAKEN, FACTOR_CODE_REQUIRED, CODE_WRONG, TOO_MANY_ATTEMPTS,
 * SERVICE_UNAVAILABLE.
 */
export const completeProviderSignIn =
  (ports: AuthPorts) =>
  async (visitor: Visitor, { client, ...wanted }: CompleteProviderSignIn): Promise<Pair> => {
    const { identities, clock, ids } = ports;
    const { stateHash, claims } = await returned(ports, wanted);
    const claimed = await identities.findClaimed(claims);
    requireOwn(claims, claimed);
    const shown = claimed && (await shownFactor(ports, claimed, wanted));
    const guest = visitor.kind === "guest" ? visitor.guest : undefined;
    const now = clock.now();
    const userId = claimed?.userId ?? guest?.userId ?? ids.next("usr");
    const identityId = ids.next("idn");
    const { issuer, subject, email } = claims;
    const identity: Identity = {
      identityId,
      userId,
      provider: wanted.provider,
      issuer,
      subject,
      email,
      createTime: now,
    };
    const opened = newSession(ports, userId, client);
    const ways = claimed === undefined ? newAccount(userId, claims, guest, now) : moved(userId, guest);
    const access = await identities.complete({ stateHash, identity, opened, shown, ends: guest, ...ways });
    if (access === undefined) throw refuse("PROVIDER_SIGN_IN_FAILED");
    if (guest !== undefined) ports.endAccess(sessionEnded(guest));
    return pairFor(ports, opened, access, opened.refreshToken);
  };

/** What the provider said, now or in an earlier call of this sign-in. */
async function returned(ports: AuthPorts, { provider, binding, redirectQuery }: CompleteProviderSignIn) {
  const { identities, providers, bindings, clock } = ports;
  const expireTime = bindings.expiryOf(binding, provider, clock.now());
  if (expireTime === undefined) throw refuse("PROVIDER_SIGN_IN_FAILED");
  const asked = bindings.askedOf(binding);
  const { stateHash } = asked;
  const before = await identities.findReturned(stateHash);
  if (before !== undefined) return { stateHash, claims: before };
  const claims = await providers.complete(provider, redirectQuery, asked);
  if (claims === undefined || !(await identities.keepReturned(stateHash, claims, expireTime))) {
    throw refuse("PROVIDER_SIGN_IN_FAILED");
  }
  return { stateHash, claims };
}

type Ways = Pick<Completion, "account" | "events">;

function newAccount(userId: UserId, { email, displayName }: Claims, guest: Guest | undefined, now: Date): Ways {
  const who = { userId, email, displayName, emailVerified: true, roles: ["customer"] };
  const { next, events } = openAccount({ ...who, wasGuest: guest !== undefined }, now);
  return { account: next, events: [...events, ...(guest === undefined ? [] : [sessionEnded(guest)])] };
}

function moved(userId: UserId, guest: Guest | undefined): Ways {
  return { events: guest === undefined ? [] : guestSignedIn(guest, userId) };
}
