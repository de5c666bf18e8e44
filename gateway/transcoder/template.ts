/** One segment of a path: fixed text (decoded), any one segment, or all that is left (zero segments too). */
export type Segment = { readonly kind: "literal"; readonly text: string } | { readonly kind: "one" | "rest" };

/** A part of the path that becomes the value of a field. */
export interface Variable {
  /** Path of the field in proto spelling, such as "book.author_id". */
  readonly fieldPath: string;
  /** Index of its first segment and of the one after its last; Infinity after `**`. */
  readonly start: number;
  readonly end: number;
  /** False for a single segment; only that one decodes an encoded slash. */
  readonly multiple: boolean;
}

/** A compiled path template of google.api.http. */
export interface Template {
  readonly text: string;
  readonly segments: readonly Segment[];
  readonly variables: readonly Variable[];
  /** Decoded, without its colon; empty if there is none. */
  readonly verb: string;
}

const ident = /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*$/;
/** The unreserved characters and sub-delimiters of RFC 3986, "@" and percent escapes. */
const literal = /^(?:[A-Za-z0-9\-._~!$&'()+,;=@]|%[0-9A-Fa-f]{2})+$/;

/** Compiles a template. Throws SyntaxError that says what is wrong with it. */
export function parseTemplate(text: string): Template {
  if (!text.startsWith("/")) throw new SyntaxError("a template starts with /");
  const segments: Segment[] = [];
  const variables: Variable[] = [];
  let at = 0;
  while (text[at] === "/") at = readPart(text, at + 1, segments, variables);
  const verb = text[at] === ":" ? parseLiteral(text.slice(at + 1), "verb") : "";
  const rest = segments.findIndex(({ kind }) => kind === "rest");
  if (rest >= 0 && rest < segments.length - 1) throw new SyntaxError("** comes last");
  refuseTwice(variables);
  return { text, segments, variables, verb };
}

/** Reads a segment or a variable from `start`; answers where it ends: at "/", at the ":" of the verb or at the end. */
function readPart(text: string, start: number, segments: Segment[], variables: Variable[]): number {
  if (text[start] !== "{") {
    const end = start + text.slice(start).search(/[/:{}]|$/);
    if (text[end] === "{" || text[end] === "}") throw new SyntaxError("a variable fills whole segments");
    segments.push(parseSegment(text.slice(start, end)));
    return end;
  }
  const close = text.indexOf("}", start);
  if (close < 0) throw new SyntaxError("a variable ends with }");
  variables.push(readVariable(text.slice(start + 1, close), segments));
  if (!["/", ":", undefined].includes(text[close + 1])) throw new SyntaxError("a variable fills whole segments");
  return close + 1;
}

function readVariable(inner: string, segments: Segment[]): Variable {
  if (inner.includes("{")) throw new SyntaxError("a variable holds no other variable");
  const equals = inner.indexOf("=");
  const fieldPath = equals < 0 ? inner : inner.slice(0, equals);
  if (!ident.test(fieldPath)) throw new SyntaxError(`${JSON.stringify(fieldPath)} is not a field path`);
  const parts = (equals < 0 ? "*" : inner.slice(equals + 1)).split("/").map(parseSegment);
  const start = segments.length;
  segments.push(...parts);
  const endless = parts.at(-1)?.kind === "rest";
  return {
    fieldPath,
    start,
    end: endless ? Number.POSITIVE_INFINITY : segments.length,
    multiple: endless || parts.length > 1,
  };
}

function parseSegment(text: string): Segment {
  if (text === "*") return { kind: "one" };
  if (text === "**") return { kind: "rest" };
  return { kind: "literal", text: parseLiteral(text, "segment") };
}

function parseLiteral(text: string, what: string): string {
  if (text === "") throw new SyntaxError(`an empty ${what}`);
  if (text.includes(":")) throw new SyntaxError("a colon starts the verb, which comes last and only once");
  if (!literal.test(text)) throw new SyntaxError(`${JSON.stringify(text)} has characters that must be percent-encoded`);
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new SyntaxError(`${JSON.stringify(text)} is not encoded UTF-8`, { cause });
  }
}

function refuseTwice(variables: readonly Variable[]): void {
  const seen = new Set<string>();
  for (const { fieldPath } of variables) {
    if (seen.has(fieldPath)) throw new SyntaxError(`the variable ${fieldPath} occurs twice`);
    seen.add(fieldPath);
  }
}
