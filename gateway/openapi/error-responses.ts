import { errorExample } from "./error-example.ts";
import type { Examples } from "./examples/examples.ts";
import type { JsonSchema } from "./json-schema.ts";
import type { Example, Reference, Response } from "./open-api.ts";
import type { Reason } from "./reasons.ts";
import { headersOf } from "./shared-headers.ts";

/** The answers that refuse, each set of reasons once in the document. */
export interface ErrorResponses {
  /** By HTTP status, "default" among them. */
  of(reasons: readonly Reason[]): Readonly<Record<string, Reference>>;
  /** What was referred to so far. */
  components(): {
    readonly responses: Readonly<Record<string, Response>>;
    readonly examples: Readonly<Record<string, Example>>;
  };
}

/** `status` is the schema of google.rpc.Status. */
export function createErrorResponses(status: JsonSchema, examples: Examples): ErrorResponses {
  const shared = new Map<string, Example>();
  const responses = new Map<string, Response>([
    ["Failure", { description: "Any other failure.", content: { "application/json": { schema: status } } }],
  ]);

  const exampleOf = (reason: Reason): Reference => {
    const name = `${reason.domain}.${reason.name}`;
    if (!shared.has(name)) shared.set(name, { summary: reason.meaning, value: errorExample(reason, examples) });
    return { $ref: `#/components/examples/${name}` };
  };

  const responseOf = (httpStatus: number, reasons: readonly Reason[]): Reference => {
    const name = [httpStatus, ...reasons.map(labelOf)].join("-");
    const shown = Object.fromEntries(reasons.map((reason) => [reason.name, exampleOf(reason)]));
    responses.set(name, {
      description: reasons.map(({ name, kind, meaning }) => `- \`${name}\` (${kind}): ${meaning}`).join("\n"),
      headers: headersOf(httpStatus),
      content: { "application/json": { schema: status, examples: shown } },
    });
    return { $ref: `#/components/responses/${name}` };
  };

  return {
    of(reasons) {
      const byStatus = [...Map.groupBy(reasons, ({ httpStatus }) => httpStatus)].toSorted(([a], [b]) => a - b);
      const known = byStatus.map(([httpStatus, those]) => [String(httpStatus), responseOf(httpStatus, those)] as const);
      return { ...Object.fromEntries(known), default: { $ref: "#/components/responses/Failure" } };
    },
    components: () => ({ responses: sorted(responses), examples: sorted(shared) }),
  };
}

/** Services may have reasons of one name: theirs are told apart. */
function labelOf({ name, domain }: Reason): string {
  return domain.includes(".") ? `${domain.slice(0, domain.indexOf("."))}.${name}` : name;
}

function sorted<T>(entries: ReadonlyMap<string, T>): Readonly<Record<string, T>> {
  return Object.fromEntries([...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
