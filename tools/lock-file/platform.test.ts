import { platformOf } from "./platform.ts";

test.each([
  ["@biomejs/cli-win32-arm64", { os: ["win32"], cpu: ["arm64"] }],
  ["@biomejs/cli-linux-x64-musl", { os: ["linux"], cpu: ["x64"], libc: ["musl"] }],
  ["@bufbuild/buf-linux-armv7", { os: ["linux"], cpu: ["arm"], libc: ["glibc"] }],
  ["@unrs/resolver-binding-linux-arm-musleabihf", { os: ["linux"], cpu: ["arm"], libc: ["musl"] }],
])("%s is for %p", (name, platform) => {
  expect(platformOf(name)).toEqual(platform);
});

test("a package named after no platform is refused", () => {
  expect(() => platformOf("left-pad")).toThrow("left-pad names no platform");
});
