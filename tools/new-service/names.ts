/** What stands for the service's name in a template's text and paths, and what it becomes. */
export function namesOf(name: string, date: Date): Readonly<Record<string, string>> {
  const plural = pluralOf(name);
  return {
    __name__: name,
    __Name__: capitalized(name),
    __NAME__: name.toUpperCase(),
    __names__: plural,
    __Names__: capitalized(plural),
    __prefix__: name.slice(0, 3),
    __stamp__: date.toISOString().replaceAll(/\D/g, "").slice(0, 14),
  };
}

/** The text with every placeholder replaced. */
export function fillIn(text: string, names: Readonly<Record<string, string>>): string {
  return text.replaceAll(/__[A-Za-z]+?__/g, (placeholder) => names[placeholder] ?? placeholder);
}

function pluralOf(name: string): string {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

function capitalized(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
