import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { UmResult } from "../running-market.ts";

const um = fileURLToPath(new URL("../../../../tools/um.ts", import.meta.url));

/** Runs `um` until it ends by itself, and kills it before so often, each time after so long. */
export async function umKilled(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  killedAfterMs: readonly number[],
): Promise<UmResult> {
  for (const afterMs of killedAfterMs) {
    const found = await umOnce(args, env, afterMs);
    if (found.code !== null) return found;
  }
  return umOnce(args, env);
}

/** Runs `um`; a `code` of null says that it was killed. */
async function umOnce(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  killAfterMs?: number,
): Promise<UmResult> {
  const stdio = ["ignore", "pipe", "pipe"] as const;
  const child = spawn(process.execPath, [um, ...args], { env: { ...process.env, ...env }, stdio: [...stdio] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => {
      output += chunk;
    });
  }
  const killed = new AbortController();
  if (killAfterMs !== undefined) {
    sleep(killAfterMs, undefined, { signal: killed.signal }).then(
      () => child.kill("SIGKILL"),
      () => {},
    );
  }
  const [code] = await once(child, "close");
  killed.abort();
  return { code, output };
}
