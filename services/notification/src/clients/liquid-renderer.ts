import { Liquid, LiquidError } from "liquidjs";
import type { Renderer } from "../app/ports.ts";
import { refuse } from "../domain/errors.ts";
import type { Wording } from "../domain/template.ts";
import type { View } from "../domain/view.ts";

/** Pieces templates may render or lay themselves out by, by name. */
export interface Partials {
  readonly text: Readonly<Record<string, string>>;
  readonly html: Readonly<Record<string, string>>;
}

/** What a template may cost: the staff writes them, and messages of others wait behind. */
const limits = { parseLimit: 400_000, renderLimit: 500, memoryLimit: 20_000_000 };

const longestSubject = 500;

/** Writes messages by Liquid: names a message does not have are errors, and what stands in HTML is escaped, always. */
export function liquidRenderer(partials: Partials): Renderer {
  const text = engine(partials.text);
  const html = engine(partials.html, "escape");
  // The filter that would let text through unescaped.
  html.registerFilter("raw", (value: unknown) => value);
  return {
    async render(wording, view) {
      const subject = await write("subject", text, wording, view);
      return {
        subject: subject
          .replaceAll(/[ \p{Cc}]+/gu, " ")
          .trim()
          .slice(0, longestSubject),
        // Pieces that are left out leave blank lines behind.
        text: `${(await write("text", text, wording, view)).trim().replaceAll(/\n{3,}/g, "\n\n")}\n`,
        html: wording.html === "" ? "" : await write("html", html, wording, view),
      };
    },
  };
}

function engine(templates: Readonly<Record<string, string>>, outputEscape?: "escape"): Liquid {
  const strict = { strictVariables: true, strictFilters: true, ownPropertyOnly: true };
  const escaping = outputEscape === undefined ? {} : { outputEscape };
  return new Liquid({ ...strict, ...limits, ...escaping, templates: { ...templates }, relativeReference: false });
}

async function write(field: keyof Wording, engine: Liquid, wording: Wording, view: View): Promise<string> {
  try {
    return String(await engine.parseAndRender(wording[field], view));
  } catch (cause) {
    if (!LiquidError.is(cause) && !isLimit(cause)) throw cause;
    const description = cause instanceof Error ? firstLine(cause.message) : String(cause);
    throw refuse("TEMPLATE_INVALID", { fields: [{ field, description }], cause });
  }
}

/** A template longer than may be parsed is told of by an error of another kind. */
function isLimit(cause: unknown): boolean {
  return cause instanceof Error && cause.name === "AssertionError";
}

/** What and where; below it the library shows the lines around. */
function firstLine(message: string): string {
  return message.split("\n", 1).join();
}
