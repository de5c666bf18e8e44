import { join } from "node:path";
import { parseArgs } from "node:util";
import { openDevelopmentIssuer } from "#mesh/identity";
import { createIds, systemClock } from "#mesh/kernel";
import { type Command, CommandError } from "./command.ts";
import { permissionsOf, roles } from "./roles.ts";
import { readStartSettings } from "./start-config.ts";

const help = `um token [--role ${roles.join("|")}] [--user usr_...] [--hours N]

Prints an access token of the development issuer in DATA_DIR, for the market started with "make start".

  --role   what its holder may do (default: staff)
  --user   whose it is (default: a new user)
  --hours  how long it is valid, at most 24 (default: 1)

Example:  curl -H "authorization: Bearer $(npm run -s um -- token)" http://localhost:8080/v1/products?state=PRODUCT_STATE_DRAFT`;

export const token: Command = {
  summary: "print a development access token",
  help,
  async run(args) {
    const { role, user, hours } = readArgs(args);
    const { dataDir, profile } = readStartSettings(process.env);
    const issuer = await openDevelopmentIssuer(join(dataDir, "identity"), { profile });
    const ids = createIds(systemClock);
    const request = { userId: user ?? ids.next("usr"), sessionId: ids.next("ses"), permissions: permissionsOf(role) };
    console.log(await issuer.issue({ ...request, lifetimeMs: hours * 3_600_000 }));
    return 0;
  },
};

function readArgs(args: readonly string[]) {
  const options = { role: { type: "string" }, user: { type: "string" }, hours: { type: "string" } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const hours = Number(values.hours ?? "1");
  if (!(hours > 0 && hours <= 24)) throw new CommandError("--hours takes a number above 0, at most 24");
  return { role: values.role ?? "staff", user: values.user, hours };
}
