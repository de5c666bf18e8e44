import type { OpenApi, Operation } from "../open-api.ts";
import { operationsOf } from "../operations.ts";
import { refName } from "../ref-name.ts";
import { responseOf } from "../resolve.ts";
import { type Html, html } from "./html.ts";
import { prose } from "./prose.ts";

interface Refusal {
  readonly status: string;
  /** "CART_FULL". */
  readonly reason: string;
  /** Its example in the document: domain and reason. */
  readonly id: string;
}

/** The refusals of a document: those that any call can meet, and how each one looks. */
export interface Refusals {
  /** Rows for what an operation can be refused for, besides what all can. */
  rows(operation: Operation): readonly Html[];
  /** All of them with an example of the answer's body, those of every call first. */
  section(): Html;
}

export function readRefusals(document: OpenApi): Refusals {
  const all = operationsOf(document).map(({ operation }) => refusalsOf(operation, document));
  const byId = new Map(all.flat().map((refusal) => [refusal.id, refusal]));
  const ofEvery = new Set([...byId.keys()].filter((id) => all.every((own) => own.some((one) => one.id === id))));
  const meaning = (id: string) => document.components.examples[id]?.summary;

  const row = ({ status, reason, id }: Refusal): Html =>
    html`<tr><td><code>${status}</code></td><td><a href="#${id}"><code>${reason}</code></a></td><td>${prose(meaning(id))}</td></tr>`;
  const entry = ({ status, reason, id }: Refusal): Html =>
    html`<details id="${id}"><summary><code>${status} ${reason}</code></summary>${prose(meaning(id))}<pre>${body(document, id)}</pre></details>`;

  return {
    rows(operation) {
      const own = refusalsOf(operation, document).filter(({ id }) => !ofEvery.has(id));
      return own.map(row);
    },
    section() {
      const every = [...ofEvery].flatMap((id) => byId.get(id) ?? []);
      const others = [...byId.values()].filter(({ id }) => !ofEvery.has(id)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
      return html`<section id="refusals"><h2>Refusals</h2>
<p>Every call can be refused for these reasons:</p>
<table><tbody>${every.map(row)}</tbody></table>
<p>What the answers look like:</p>
${[...every, ...others].map(entry)}
</section>`;
    },
  };
}

function refusalsOf({ responses }: Operation, document: OpenApi): Refusal[] {
  return Object.entries(responses).flatMap(([status, found]) => {
    const examples = responseOf(found, document).content?.["application/json"]?.examples ?? {};
    return Object.entries(examples).map(([reason, { $ref }]) => ({ status, reason, id: refName($ref) }));
  });
}

function body({ components }: OpenApi, id: string): string {
  return JSON.stringify(components.examples[id]?.value, null, 2);
}
