import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { parseJson, plainJson } from "../json-text.ts";
import { compileRoutes, parseTemplate } from "../mod.ts";
import { splitPath } from "../path.ts";
import { createRouter } from "../router.ts";
import type { Segment } from "../template.ts";
import { buildContract } from "./build-contract.ts";
import { contractFile, methods, registry } from "./contract.ts";

test("the committed descriptors are those of the test contract", async () => {
  const folder = mkdtempSync(join(tmpdir(), "transcoder-test-"));
  await buildContract(join(folder, "contract.binpb"));
  const built = readFileSync(join(folder, "contract.binpb"));
  rmSync(folder, { recursive: true });
  expect(built.equals(readFileSync(contractFile))).toBe(true);
});

test("JSON without duplicate keys reads as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), fc.constantFrom(undefined, 1, "\t"), (value, space) => {
      const text = JSON.stringify(value, null, space);
      expect(plainJson(parseJson(text))).toEqual(JSON.parse(text));
    }),
  );
});

test("text that JSON.parse refuses is refused", () => {
  const noise = fc.string({ unit: fc.constantFrom(...'{}[]:,"\\u0041 1-.e+truefalsn\n\u0001'), maxLength: 12 });
  fc.assert(
    fc.property(noise, (text) => {
      const attempt = (parse: () => unknown) => {
        try {
          return { value: parse() };
        } catch {
          return "refused";
        }
      };
      const ours = attempt(() => plainJson(parseJson(text)));
      const theirs = attempt(() => JSON.parse(text));
      if (theirs === "refused") expect(ours).toBe("refused");
      else if (ours !== "refused") expect(ours).toEqual(theirs);
    }),
    { numRuns: 2_000 },
  );
});

/** A template of two letters, `*` and `**`, over which paths of the same letters collide often. */
const segment = fc.constantFrom("a", "b", "*");
const template = fc
  .tuple(fc.array(segment, { maxLength: 3 }), fc.boolean())
  .map(([parts, rest]) => `/${(rest || parts.length === 0 ? [...parts, "**"] : parts).join("/")}`);

test("the router finds what comparing every template finds", () => {
  const [anyRoute] = compileRoutes(registry, methods);
  if (anyRoute === undefined) throw new Error("the contract has no route");
  const templates = fc.uniqueArray(template, { minLength: 1, maxLength: 8 });
  const path = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(templates, path, (texts, parts) => {
      const routes = texts.map((text) => ({ ...anyRoute, template: parseTemplate(text), variables: [] }));
      const found = createRouter(routes).find("GET", splitPath(`/${parts.join("/")}`) ?? []);
      const [best] = routes
        .filter(({ template: { segments } }) => matches(segments, parts))
        .toSorted((a, b) => (rank(a.template.segments) < rank(b.template.segments) ? -1 : 1));
      expect("route" in found ? found.route.template.text : undefined).toBe(best?.template.text);
    }),
    { numRuns: 1_000 },
  );
});

function matches(segments: readonly Segment[], parts: readonly string[]): boolean {
  const rest = segments.at(-1)?.kind === "rest";
  const fixed = rest ? segments.slice(0, -1) : segments;
  if (rest ? parts.length < fixed.length : parts.length !== fixed.length) return false;
  return fixed.every((item, index) => item.kind === "one" || (item.kind === "literal" && item.text === parts[index]));
}

/** Sorts by precedence, segment by segment; the end of a template goes before `**`. */
function rank(segments: readonly Segment[]): string {
  return segments.map(({ kind }) => ({ literal: "1", one: "2", rest: "3" })[kind]).join("");
}
