import { missingPackages } from "./missing-packages.ts";

test("a package that is needed and not locked is named", () => {
  const packages = {
    "": { dependencies: { a: "1.0.0" } },
    "node_modules/a": {
      version: "1.0.0",
      dependencies: { b: "^2.0.0" },
      optionalDependencies: { "@a/darwin": "1.0.0" },
    },
    "node_modules/a/node_modules/b": { version: "2.1.0", dependencies: { c: "*" } },
    "node_modules/c": { version: "1.0.0" },
  };
  expect(missingPackages(packages)).toEqual([{ name: "@a/darwin", version: "1.0.0", wantedBy: "node_modules/a" }]);
});

test("a package nested in another is not seen from outside", () => {
  const packages = {
    "": { dependencies: { b: "2.0.0" } },
    "node_modules/a/node_modules/b": { version: "2.0.0" },
  };
  expect(missingPackages(packages)).toEqual([{ name: "b", version: "2.0.0", wantedBy: "" }]);
});
