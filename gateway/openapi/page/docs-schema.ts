import type { JsonSchema } from "../json-schema.ts";
import { refName } from "../ref-name.ts";
import { type Html, html } from "./html.ts";
import { prose } from "./prose.ts";

/** One line that names a type, with links to the schemas it refers to. */
export function typeOf(schema: JsonSchema): Html {
  if (schema.$ref !== undefined) {
    const name = refName(schema.$ref);
    return html`<a href="#${name}">${name.slice(name.lastIndexOf(".") + 1)}</a>`;
  }
  if (schema.type === "array") return html`array of ${typeOf(schema.items ?? {})}`;
  if (schema.type === "object" && typeof schema.additionalProperties === "object") {
    return html`map of ${typeOf(schema.additionalProperties)}`;
  }
  const name = [schema.type ?? "any"].flat().join(" or ");
  return html`${name}${schema.format === undefined ? "" : ` (${schema.format})`}`;
}

const bounds: readonly (keyof JsonSchema)[] = [
  "minLength",
  "maxLength",
  "pattern",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minItems",
  "maxItems",
  "uniqueItems",
];

/** What a value has to keep to, besides its type. */
export function rulesOf(schema: JsonSchema): Html {
  const named = bounds.flatMap((key) =>
    schema[key] === undefined ? [] : [html`<code>${key} ${String(schema[key])}</code> `],
  );
  const said = (schema["x-rules"] ?? []).map((rule) => html`<em>${rule}</em> `);
  return html`${named}${said}`;
}

/** The members of a schema; nothing if it has none. */
export function membersOf(schema: JsonSchema): Html | undefined {
  const required = new Set(schema.required);
  const rows = Object.entries(schema.properties ?? {}).map(
    ([member, value]) => html`<tr>
<td><code>${member}</code>${required.has(member) ? html`<sup title="required">*</sup>` : undefined}</td>
<td>${typeOf(value)}</td>
<td>${prose(value.description)}${rulesOf(value)}</td>
</tr>`,
  );
  if (rows.length === 0) return undefined;
  return html`<table><thead><tr><th>field</th><th>type</th><th>meaning</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** A schema with its members. */
export function schemaSection(name: string, schema: JsonSchema): Html {
  return html`<article id="${name}">
<h3><a href="#${name}">${schema.title ?? name}</a></h3>
<p class="quiet"><code>${name}</code></p>
${prose(schema.description)}
${membersOf(schema)}
</article>`;
}
