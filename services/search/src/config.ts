import { choice, defineConfig } from "#mesh/config";

/** Those with a stemmer (Snowball, as PostgreSQL has them); "simple" leaves words as they are. */
const languages = [
  "simple",
  "arabic",
  "armenian",
  "basque",
  "catalan",
  "danish",
  "dutch",
  "english",
  "estonian",
  "finnish",
  "french",
  "german",
  "greek",
  "hindi",
  "hungarian",
  "indonesian",
  "irish",
  "italian",
  "lithuanian",
  "nepali",
  "norwegian",
  "portuguese",
  "romanian",
  "russian",
  "serbian",
  "spanish",
  "swedish",
  "tamil",
  "turkish",
  "yiddish",
] as const;

export const searchConfig = defineConfig({
  store: choice("SEARCH_STORE", {
    values: ["postgres"],
    default: "postgres",
    embeddedDefault: true,
    description: "engine that keeps the product index",
  }),
  language: choice("SEARCH_LANGUAGE", {
    values: languages,
    default: "english",
    description: "language whose word forms searches forgive; another one counts from the next rebuilt index on",
  }),
});
