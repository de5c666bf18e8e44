import { spawn } from "node:child_process";
import { once } from "node:events";
import { stopServer } from "./stop.ts";

test.each([
  ["SIGINT", ""],
  ["SIGQUIT", "trap '' INT"],
  ["SIGKILL", "trap '' INT QUIT"],
])("a server is ended with %s after %p", async (signal, trap) => {
  const child = spawn("/bin/sh", ["-c", `${trap}\necho up; while :; do sleep 0.01; done`], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  await once(child.stdout, "data");
  const exited = once(child, "exit").then(([code, by]) => ({ code, signal: by }));
  await stopServer({ child, pid: child.pid ?? 0, exited }, { fast: 50, immediate: 50 });
  await expect(exited).resolves.toEqual({ code: null, signal });
});
