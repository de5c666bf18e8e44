import { fileURLToPath } from "node:url";

export type Shell = "bash" | "zsh" | "fish";

const program = [process.execPath, fileURLToPath(new URL("../../um.ts", import.meta.url))];

/** What each shell is to read. The shells ask `um completion words` for what fits. */
export const scripts: Readonly<Record<Shell, () => string>> = {
  bash: () => `type um >/dev/null 2>&1 || um() { ${quoted("'\\''")} "$@"; }
_um() {
  local word
  COMPREPLY=()
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(
    um completion words "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null
  )
  if [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == */ ]]; then compopt -o nospace; fi
}
complete -o default -F _um um
`,
  zsh: () => `type um >/dev/null 2>&1 || um() { ${quoted("'\\''")} "$@"; }
_um() {
  local -a found open
  found=("\${(@f)$(um completion words "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  found=("\${(@)found:#}")
  if (( \${#found} == 0 )); then _files; return; fi
  open=("\${(@M)found:#*/}")
  found=("\${(@)found:#*/}")
  (( \${#open} )) && compadd -U -S '' -a open
  (( \${#found} )) && compadd -U -a found
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
compdef _um um
`,
  fish: () => `type -q um; or function um; ${quoted("\\'")} $argv; end
function __um_words
  set -l words (commandline -opc)
  um completion words $words[2..-1] (commandline -ct | string collect --allow-empty) 2>/dev/null
end
complete -c um -k -a '(__um_words)'
`,
};

/** Node and um.ts, in single quotes; `quote` is how a single quote is written there. */
function quoted(quote: string): string {
  return program.map((path) => `'${path.replaceAll("'", quote)}'`).join(" ");
}
