import { appendFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { announceReady, superviseMe } from "../supervise-me.ts";

/** Started by tests: a supervised process that notes in a file what happens to it, and misbehaves as MODE says. */
const { NAME = "", TRACE = "", MODE = "well" } = process.env;
const trace = (what: string) => appendFileSync(TRACE, `${NAME} ${what}\n`);

if (MODE === "crashing") {
  console.log("the shelf is empty");
  process.exit(3);
}
superviseMe({
  async onStop(reason) {
    trace(`stops: ${reason}`);
    process.stdout.write("a word after the end of whoever listens\n");
    await setTimeout(20);
    if (MODE === "stubborn") await new Promise(() => {});
    trace("stopped");
  },
  graceMs: 5_000,
});
setInterval(() => {}, 60_000);
trace("runs");
if (MODE !== "silent") announceReady({ port: 4711 });
