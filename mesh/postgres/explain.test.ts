import { tmpdir } from "node:os";
import { explainExit } from "./explain.ts";
import { explainFolder, refuseOthers } from "./folder.ts";
import { layoutOf } from "./layout.ts";

const layout = layoutOf(tmpdir());

test.each([
  [
    'FATAL:  could not write lock file "postmaster.pid": No space left on device',
    "DISK_FULL",
    /^The disk of .* is full: free/,
  ],
  ["could not bind IPv4 address: Address already in use", "PORT_TAKEN", /^Port 5432 is taken by another program: end/],
  ["could not bind IPv4 address: Permission denied", "PORT_TAKEN", /^Port 5432 may not be used by this user: choose/],
  ['FATAL:  lock file "postmaster.pid" already exists', "ALREADY_RUNNING", /: stop what started it/],
  ["FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use", "MEMORY_IN_USE", /: end them/],
  ['FATAL:  data directory "/x" has wrong ownership', "FOLDER_WRONG_OWNER", /: start as that user/],
  ["FATAL:  database files are incompatible with server", "VERSION_MISMATCH", /: choose another data folder/],
  ["error while loading shared libraries: libicuuc.so.60", "BINARIES_UNUSABLE", /: run npm install again/],
  ["FATAL:  could not open file: Permission denied", "FOLDER_NOT_WRITABLE", /: give this user the right/],
  [
    'LOG:  x\nFATAL:  parameter "y" is odd\nLOG:  z',
    "START_FAILED",
    /\(FATAL: {2}parameter "y" is odd\): see .*postgres.log/,
  ],
  ["", "START_FAILED", /\(it ended with 1\)/],
])("a server that ends with %p is explained as %s", async (output, reason, message) => {
  const error = await explainExit(layout, 5432, output, "it ended with 1");
  expect(error).toMatchObject({ name: "PostgresStartError", reason, message: expect.stringMatching(message) });
});

test.each([
  ["EACCES", "FOLDER_NOT_WRITABLE"],
  ["EPERM", "FOLDER_NOT_WRITABLE"],
  ["EROFS", "FOLDER_NOT_WRITABLE"],
  ["EEXIST", "FOLDER_NOT_OURS"],
  ["ENOTDIR", "FOLDER_NOT_OURS"],
  ["ENOSPC", "DISK_FULL"],
  ["EDQUOT", "DISK_FULL"],
])("%s from the file system is explained as %s", (code, reason) => {
  expect(explainFolder("/x", Object.assign(new Error(code), { code }))).toMatchObject({ reason });
});

test("other errors of the file system stay what they are", () => {
  const error = Object.assign(new Error("EIO"), { code: "EIO" });
  expect(explainFolder("/x", error)).toBe(error);
});

test("a folder of another user is refused to all but root", () => {
  expect(() => refuseOthers("/x", 0, 1001)).toThrow(expect.objectContaining({ reason: "FOLDER_WRONG_OWNER" }));
  for (const uid of [0, 1001, undefined]) refuseOthers("/x", 1001, uid);
});
