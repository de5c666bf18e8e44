import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { commands } from "../commands.ts";
import { completionOf } from "../completion.ts";
import { scripts } from "./scripts.ts";
import { wordsFor } from "./words.ts";

const run = promisify(execFile);
const um = fileURLToPath(new URL("../../um.ts", import.meta.url));

/** What bash offers when somebody presses Tab behind these words. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const script = `source <("$0" "${um}" completion bash); COMP_WORDS=(um "$@"); COMP_CWORD=$#; _um; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await run("bash", ["-c", script, process.execPath, ...words]);
  return stdout.split("\n").filter(Boolean);
}

test("bash offers services, and files where nothing else fits", async () => {
  expect(await offered("call", "produ")).toEqual(["ProductService/"]);
  expect(await offered("import", "shop", "")).toEqual([]);
});

test("fish offers them too", async () => {
  const script = `source ("${process.execPath}" "${um}" completion fish | psub); complete -C 'um call ProductService/BatchGetP'`;
  try {
    expect((await run("fish", ["-c", script])).stdout.trim()).toBe("ProductService/BatchGetProducts");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    console.log("fish is not installed: what it offers is not checked");
  }
});

test.each([
  [["c"], ["call", "completion"]],
  [["call", "produ"], ["ProductService/"]],
  [["call", "ProductService/BatchGetP"], ["ProductService/BatchGetProducts"]],
  [["call", "CheckoutC"], ["CartService/CheckoutCart"]],
  [["call", "--as", "gu"], ["guest"]],
  [["call", "--protocol", "grpc", "ProductService/BatchGetP"], ["ProductService/BatchGetProducts"]],
  [["call", "ListProducts", "{}", "--max"], ["--max-messages"]],
  [["call", "ListProducts", ""], []],
  [["call", "--describe", "Product"], ["ProductService"]],
  [["import", "sh"], ["shop"]],
  [["token", "--role", "st"], ["staff"]],
])("%j is followed by %j", async (words, expected) => {
  expect(await wordsFor(commands, words)).toEqual(expected);
});

test("methods only workloads may call are not offered", async () => {
  expect(await wordsFor(commands, ["call", "AccountService/Read"])).toEqual([]);
});

test.each(["bash", "zsh", "fish"] as const)("the script of %s is well-formed", async (shell) => {
  const stdout = scripts[shell]();
  expect(stdout).toContain("um completion words");
  try {
    await run(shell, ["-n", "-c", stdout]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    console.log(`${shell} is not installed: its script is not checked`);
  }
});

test("a shell that is none is told what there is", async () => {
  await expect(completionOf(commands).run(["ksh"])).rejects.toThrow("um completion bash|zsh|fish");
});
