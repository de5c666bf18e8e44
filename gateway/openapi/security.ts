import type { Method } from "#mesh/rpc";
import type { Operation } from "./open-api.ts";

/** The ways to say who calls. */
export const securitySchemes = {
  bearer: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "An access token, as AuthService gives it: `Authorization: Bearer eyJ...`.",
  },
  apiKey: {
    type: "http",
    scheme: "bearer",
    description:
      "An API key for programs: `Authorization: Bearer umk_...`. It holds at most the permissions it was made with.",
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "__Host-session",
    description:
      "The session of a browser, given where a call that signs in carries `X-Session: cookie`; called `session` without TLS.",
  },
  csrf: {
    type: "apiKey",
    in: "header",
    name: "X-CSRF-Token",
    description: "What the cookie `csrf` holds, for calls with the session cookie that change something.",
  },
} as const;

/** Who may call, in words; nothing for everyone. */
export function accessText({ access }: Method): readonly string[] {
  if (access.case === "permission") return [`Needs the permission \`${access.value}\`.`];
  return access.case === "signedIn" ? ["Needs a signed-in user."] : [];
}

/** The ways a method may be called; a permission stands where OpenAPI has the roles of a scheme. */
export function securityOf({ access, kind }: Method): Operation["security"] {
  const roles = access.case === "permission" ? [access.value] : [];
  const session = kind === "safe" ? { session: roles } : { session: roles, csrf: [] };
  const ways = [{ bearer: roles }, { apiKey: roles }, session];
  return access.case === "public" ? [{}, ...ways] : ways;
}
