import { spawn } from "node:child_process";
import type { Logger } from "#mesh/kernel";

/**
 * Ends when told so by a line; at the end of input, which is the death of whoever holds the other end, stops the
 * server: fast first, and after 30 seconds at once.
 */
const script = `
read -r _ && exit 0
kill -INT "$1" 2>/dev/null || exit 0
n=0
while kill -0 "$1" 2>/dev/null && [ $n -lt 300 ]; do sleep 0.1; n=$((n + 1)); done
kill -QUIT "$1" 2>/dev/null
`;

/** Makes the server of this process id stop when our process ends, however it ends; `dismiss` calls that off. */
export function startWatchdog(pid: number, log: Logger): { readonly pid: number | undefined; dismiss(): void } {
  const child = spawn("/bin/sh", ["-c", script, "postgres-watchdog", String(pid)], {
    cwd: "/",
    detached: true,
    env: { PATH: process.env.PATH },
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.on("error", (error) => log.warn("PostgreSQL goes on if this process is killed: no watchdog", { error }));
  child.stdin.on("error", () => child.kill());
  child.unref();
  if ("unref" in child.stdin && typeof child.stdin.unref === "function") child.stdin.unref();
  return { pid: child.pid, dismiss: () => child.stdin.end("done\n") };
}
