import { join } from "node:path";
import { parseArgs } from "node:util";
import { rotateSigningKeys } from "#mesh/identity";
import { type Command, CommandError } from "./command.ts";
import { readStartSettings } from "./start-config.ts";

const minuteMs = 60_000;
/** As long as guests' refresh tokens live, and a day. */
const keepMs = 31 * 24 * 60 * minuteMs;

const help = `um rotate-keys [--keys FILE --public FILE] [--lead MINUTES]

Adds a key for access tokens, which signs once all programs had time to learn of it, and removes those whose time is over:
31 days after another took their place. Nothing is restarted, tokens and codes that are under way stay good.

  --keys    the private keys, AUTH_SIGNING_KEY of the auth service (default: those in DATA_DIR)
  --public  the public keys, MESH_TOKEN_KEYS of every service, if that is a file (default: those in DATA_DIR)
  --lead    minutes until the new key signs (default: 10; verifiers read the public keys every 5)

Example:  npm run -s um -- rotate-keys --keys /etc/auth/keys.json --public /etc/market/jwks.json`;

export const rotateKeys: Command = {
  summary: "add the next key that signs access tokens",
  help,
  async run(args) {
    const { keyFile, publicFile, leadMs } = readArgs(args);
    const rotated = await rotateSigningKeys({ keyFile, publicFile, now: new Date(), leadMs, keepMs });
    console.log(`key ${rotated.kid} signs from ${rotated.useFrom.toISOString()} on`);
    for (const kid of rotated.removed) console.log(`key ${kid} is gone`);
    return 0;
  },
};

function readArgs(args: readonly string[]) {
  const options = { keys: { type: "string" }, public: { type: "string" }, lead: { type: "string" } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const lead = Number(values.lead ?? "10");
  if (!(lead >= 0 && lead <= 60 * 24 * 7)) throw new CommandError("--lead takes minutes, at most a week of them");
  if ((values.keys === undefined) !== (values.public === undefined)) {
    throw new CommandError("--keys and --public belong together");
  }
  const identity = join(readStartSettings(process.env).dataDir, "identity");
  return {
    keyFile: values.keys ?? join(identity, "issuer.jwk"),
    publicFile: values.public ?? join(identity, "jwks.json"),
    leadMs: lead * minuteMs,
  };
}
