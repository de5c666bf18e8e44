import { permissionsOf, permissionsOfAll, roleNames } from "./roles.ts";

test("a customer may do nothing beyond what everybody may", () => {
  expect(permissionsOf("customer")).toEqual([]);
});

test("permissions of several roles are sorted and named once", () => {
  const both = permissionsOfAll(["clerk", "staff", "customer"]);
  expect(both).toEqual([...new Set(both)].toSorted());
  expect(both).toEqual(expect.arrayContaining(["order.draft", "order.refund"]));
});

test("everything stands for all others", () => {
  expect(permissionsOfAll(["admin", "staff"])).toEqual(["*"]);
});

test("only admins may write accounts", () => {
  const may = roleNames.filter((role) => permissionsOf(role)?.some((each) => each === "*" || each === "auth.write"));
  expect(may).toEqual(["admin"]);
});

test("staff and clerks may do what their work takes", () => {
  const work = ["user.read", "shipping.read", "shipping.write", "search.read", "search.write", "analytics.read"];
  expect(permissionsOf("staff")).toEqual(expect.arrayContaining([...work, "notification.read", "notification.write"]));
  expect(permissionsOf("clerk")).toEqual(expect.arrayContaining(["shipping.read", "shipping.write"]));
});
