import { aCaller, anAccount, noon } from "../../test/builders.ts";
import { permissionsOf } from "./roles.ts";
import { setRoles } from "./set-roles.ts";

const admin = aCaller("*");
const refusal = (reason: string, role: string) => expect.objectContaining({ reason, metadata: { role } });

test("other roles are sorted, raise both versions, and end access tokens given out before", () => {
  const account = anAccount({ version: 4, authVersion: 2 });
  const { next, events } = setRoles(admin, account, ["staff", "customer"], noon);
  expect(next).toMatchObject({ roles: ["customer", "staff"], version: 5, authVersion: 3, updateTime: noon });
  expect(events).toEqual([
    { type: "RolesChanged", key: account.userId, version: 5, roles: ["customer", "staff"] },
    { type: "AccessEnded", key: account.userId, version: 5, beforeVersion: 3 },
  ]);
});

test("the roles there are change nothing", () => {
  const account = anAccount({ roles: ["clerk", "customer"] });
  expect(setRoles(admin, account, ["customer", "clerk"], noon)).toEqual({ next: account, events: [] });
});

test.each(["king", "toString", "__proto__"])("a role that does not exist is refused by name: %s", (role) => {
  expect(() => setRoles(admin, anAccount(), ["customer", role], noon)).toThrow(refusal("ROLE_UNKNOWN", role));
});

const staff = aCaller("auth.write", ...(permissionsOf("clerk") ?? []));

test.each([
  ["given", ["customer"], ["customer", "admin"], "admin"],
  ["taken", ["admin"], ["customer"], "admin"],
  ["given with one permission too many", ["customer"], ["staff"], "staff"],
])("a role above the caller's own permissions is not %s", (_, before, after, role) => {
  const account = anAccount({ roles: before });
  expect(() => setRoles(staff, account, after, noon)).toThrow(refusal("ROLE_ABOVE_OWN", role));
});

test("a role within the caller's own permissions may be given, beside one above that stays", () => {
  const account = anAccount({ roles: ["admin"] });
  expect(setRoles(staff, account, ["admin", "clerk"], noon).next.roles).toEqual(["admin", "clerk"]);
});
