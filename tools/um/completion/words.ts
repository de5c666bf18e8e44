import { readRunFile } from "#mesh/supervisor";
import { callOptions } from "../call/call-arguments.ts";
import type { Commands } from "../command.ts";
import { layoutOf } from "../start/layout.ts";
import { readStartSettings } from "../start-config.ts";
import { begins, describableWords, methodWords } from "./method-words.ts";

/** What may stand in place of the last of the words behind `um`; nothing where anything may, such as a file. */
export async function wordsFor(commands: Commands, words: readonly string[]): Promise<readonly string[]> {
  const [verb = "", ...args] = words;
  const fitting = (found: Iterable<string>) => [...new Set(found)].filter((word) => begins(word, words.at(-1) ?? ""));
  if (args.length === 0) return fitting(Object.keys(commands));
  const { help } = (await commands[verb]?.()) ?? { help: "" };
  const [before = "", last = ""] = [args.at(-2), args.at(-1)];
  const values = before.startsWith("--") ? valuesOf(before, help) : [];
  if (values.length > 0) return fitting(values);
  if (last.startsWith("-")) return fitting([...optionsOf(help), "--help"]);
  if (verb === "call") return callWords(args, last);
  return args.length === 1 ? fitting([...wordsOf(verb, help), ...unitsFor(verb)]) : [];
}

function callWords(args: readonly string[], last: string): readonly string[] {
  if (args.includes("--list") || takesValue(args.at(-2) ?? "")) return [];
  if (args.includes("--describe")) return describableWords(last);
  const isMethod = args.slice(0, -1).every((word, index) => word.startsWith("-") || takesValue(args[index - 1] ?? ""));
  return isMethod ? methodWords(last) : [];
}

function takesValue(word: string): boolean {
  return Object.entries(callOptions).some(([name, { type }]) => word === `--${name}` && type === "string");
}

function optionsOf(help: string): readonly string[] {
  return [...help.matchAll(/(?<=^|[\s[,])--[a-z][a-z-]*/gm)].map(([option]) => option);
}

/** "--role customer|staff" in the help says what the option takes. */
function valuesOf(option: string, help: string): readonly string[] {
  const [, values = ""] = new RegExp(`${option} ([a-z-]+(?:\\|[a-z-]+)+)`).exec(help) ?? [];
  return values.split("|").filter(Boolean);
}

/** "um mail show" or "um completion bash|zsh" in the help say what may follow the verb. */
function wordsOf(verb: string, help: string): readonly string[] {
  return [...help.matchAll(new RegExp(`^um ${verb} ([a-z|-]+)`, "gm"))]
    .flatMap(([, found = ""]) => found.split("|"))
    .filter((word) => word !== "" && !word.startsWith("-"));
}

/** The processes of the market on DATA_DIR, for `um down` and `um up`. */
function unitsFor(verb: string): readonly string[] {
  if (verb !== "down" && verb !== "up") return [];
  const { dataDir } = layoutOf(readStartSettings(process.env).dataDir);
  return readRunFile(dataDir)?.units.map(({ name }) => name) ?? [];
}
