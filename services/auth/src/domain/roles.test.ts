import { readFileSync } from "node:fs";
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

test("staff brings products, stock and customers, but enters nothing in the past and gives no roles", () => {
  const staff = permissionsOf("staff") ?? [];
  expect(staff).toEqual(expect.arrayContaining(["product.write", "inventory.write", "user.write", "shipping.write"]));
  expect(staff.filter((each) => /backdate|draft|^auth.write/.test(each))).toEqual([]);
});

test("a clerk enters orders, what came back, stock and shipments of the past, and changes nothing else", () => {
  const clerk = permissionsOf("clerk") ?? [];
  const past = ["order.draft", "order.backdate", "order.refund", "inventory.write", "inventory.backdate"];
  expect(clerk).toEqual(expect.arrayContaining([...past, "shipping.write", "analytics.read", "user.read"]));
  expect(clerk.filter((each) => /^(product|user|pricing|auth|notification).*write/.test(each))).toEqual([]);
});

test.each(["staff", "clerk"])("the README tells what %s may", (role) => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const [row = ""] = readme.match(new RegExp(`^\\| .${role}. .*$`, "m")) ?? [];
  const told = [...row.matchAll(/`(\w+\.\w+)`/g)].map(([, permission]) => permission);
  expect(told).toEqual(permissionsOfAll([role]));
});
