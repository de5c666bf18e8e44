import * as proto from "#gen/grpc/ultramarket/auth/v1/auth_events.ts";
import { ids } from "../../test/builders.ts";
import { sessionEnded } from "../domain/session.ts";
import { encodeEvent } from "./encode-event.ts";

const key = ids.next("usr");

test("events travel under their subjects, as the contract has them", () => {
  const registered = encodeEvent({ type: "AccountRegistered", key, version: 1, wasGuest: true });
  expect(registered.subject).toBe("auth.v1.account_registered");
  expect(proto.AccountRegistered.decode(registered.payload)).toEqual({ userId: key, wasGuest: true });

  const changed = encodeEvent({ type: "RolesChanged", key, version: 2, roles: ["clerk"] });
  expect(changed.subject).toBe("auth.v1.roles_changed");
  expect(proto.RolesChanged.decode(changed.payload)).toEqual({ userId: key, roles: ["clerk"] });

  const guestUserId = ids.next("usr");
  const signedIn = encodeEvent({ type: "GuestSignedIn", key, version: 1, guestUserId });
  expect(signedIn.subject).toBe("auth.v1.guest_signed_in");
  expect(proto.GuestSignedIn.decode(signedIn.payload)).toEqual({ userId: key, guestUserId });
});

test("ended access names the session or the version", () => {
  const sessionId = ids.next("ses");
  const session = encodeEvent(sessionEnded({ userId: key, sessionId }));
  expect(session.subject).toBe("auth.v1.access_ended");
  expect(proto.AccessEnded.decode(session.payload)).toEqual({ userId: key, sessionId, beforeVersion: 0n });
  const version = encodeEvent({ type: "AccessEnded", key, version: 3, beforeVersion: 2 });
  expect(proto.AccessEnded.decode(version.payload)).toEqual({ userId: key, sessionId: "", beforeVersion: 2n });
});

test("factors are told of by their ids, and recovery codes not at all", () => {
  const factorId = ids.next("fct");
  const added = encodeEvent({ type: "FactorAdded", key, version: 1, factorId });
  expect(added.subject).toBe("auth.v1.factor_added");
  expect(proto.FactorAdded.decode(added.payload)).toEqual({ userId: key, factorId });
  const removed = encodeEvent({ type: "FactorRemoved", key, version: 1, factorId });
  expect(removed.subject).toBe("auth.v1.factor_removed");
  expect(proto.FactorRemoved.decode(removed.payload)).toEqual({ userId: key, factorId });
  const used = encodeEvent({ type: "RecoveryCodeUsed", key, version: 1 });
  expect([used.subject, proto.RecoveryCodeUsed.decode(used.payload)]).toEqual([
    "auth.v1.recovery_code_used",
    { userId: key },
  ]);
  const replaced = encodeEvent({ type: "RecoveryCodesReplaced", key, version: 1 });
  expect([replaced.subject, proto.RecoveryCodesReplaced.decode(replaced.payload)]).toEqual([
    "auth.v1.recovery_codes_replaced",
    { userId: key },
  ]);
  const act = { actorUserId: ids.next("usr"), sessionId: ids.next("ses") };
  const started = encodeEvent({ type: "ImpersonationStarted", key, version: 1, ...act });
  expect([started.subject, proto.ImpersonationStarted.decode(started.payload)]).toEqual([
    "auth.v1.impersonation_started",
    { userId: key, ...act },
  ]);
});

test("codes are told of by their ids, and nothing of an e-mail or a password but that it changed", () => {
  const codeId = ids.next("cod");
  const purposes = { VERIFY_EMAIL: 1, RESET_PASSWORD: 2 } as const;
  for (const purpose of ["VERIFY_EMAIL", "RESET_PASSWORD"] as const) {
    const requested = encodeEvent({ type: "CodeRequested", key, version: 1, codeId, purpose });
    expect(requested.subject).toBe("auth.v1.code_requested");
    const message = { userId: key, codeId, purpose: purposes[purpose] };
    expect(proto.CodeRequested.decode(requested.payload)).toEqual(message);
  }
  const verified = encodeEvent({ type: "EmailVerified", key, version: 2 });
  expect(verified.subject).toBe("auth.v1.email_verified");
  expect(proto.EmailVerified.decode(verified.payload)).toEqual({ userId: key });
  const changed = encodeEvent({ type: "PasswordChanged", key, version: 2 });
  expect(changed.subject).toBe("auth.v1.password_changed");
  expect(proto.PasswordChanged.decode(changed.payload)).toEqual({ userId: key });
});
