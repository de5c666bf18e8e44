import { type Command, CommandError, type Commands } from "./command.ts";
import { type Shell, scripts } from "./completion/scripts.ts";

const help = `um completion bash|zsh|fish

Prints what makes the shell complete verbs, options, and the services and methods of um call. It also makes "um" a command
of that shell, unless there is one.

Bash:  source <(npm run -s um -- completion bash)
Zsh:   source <(npm run -s um -- completion zsh)
Fish:  npm run -s um -- completion fish | source`;

/** `um completion`, for these verbs. */
export const completionOf = (commands: Commands): Command => ({
  summary: "print what makes a shell complete um",
  help,
  async run([shell, ...words]) {
    if (shell === "words") {
      const { wordsFor } = await import("./completion/words.ts");
      for (const word of await wordsFor(commands, words)) console.log(word);
      return 0;
    }
    const script = Object.hasOwn(scripts, shell ?? "") ? scripts[shell as Shell] : undefined;
    if (script === undefined || words.length > 0) throw new CommandError(help);
    process.stdout.write(script());
    return 0;
  },
});
