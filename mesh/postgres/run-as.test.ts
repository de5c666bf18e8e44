import { chooseRunAs, type Machine } from "./run-as.ts";

const root = { uid: 0, gid: 0 };
const shop = { uid: 1001, gid: 1002 };

/** A machine on which commands that match `failing` fail. */
function machine(uid: number, failing = /^$/): Machine {
  return {
    uid,
    async run(command, user) {
      const line = `${user ? `as ${user.uid}: ` : ""}${command.join(" ")}`;
      if (failing.test(line)) throw new Error(`failed: ${line}`);
      return line === "id -u postgres" ? "101" : "104";
    },
  };
}

test.each([
  ["an ordinary user", "themselves", machine(1001), shop, { prefix: [] }],
  ["root for a folder of another", "its owner", machine(0), shop, { prefix: [], user: shop }],
  [
    "root",
    "user 1000 of a user namespace",
    machine(0),
    root,
    { prefix: ["unshare", "--user", "--map-user=1000", "--map-group=1000"] },
  ],
  [
    "root without user namespaces",
    "postgres",
    machine(0, /^unshare/),
    root,
    { prefix: [], user: { uid: 101, gid: 104 } },
  ],
])("%s runs the server as %s", async (_, __, on, owner, expected) => {
  await expect(chooseRunAs("/pg", "/data", owner, on)).resolves.toEqual(expected);
});

test.each([
  ["a server that does not run at all", "BINARIES_UNUSABLE", machine(1001, /^\/pg/), shop],
  ["root without user namespaces and postgres user", "ROOT_NOT_POSSIBLE", machine(0, /^unshare|^id/), root],
  ["root where postgres may not enter", "ROOT_NOT_POSSIBLE", machine(0, /^unshare|^as 101/), root],
  ["root for an owner who may not enter", "FOLDER_WRONG_OWNER", machine(0, /^as 1001/), shop],
])("%s is refused with %s", async (_, reason, on, owner) => {
  await expect(chooseRunAs("/pg", "/data", owner, on)).rejects.toMatchObject({ name: "PostgresStartError", reason });
});
