import { choice } from "./text-settings.ts";

/** Where the program runs. Read by every configuration, so that a misspelled PROFILE never passes for development. */
export const profile = choice("PROFILE", {
  values: ["development", "production"],
  default: "development",
  description: "production refuses embedded defaults that are not named explicitly",
});
