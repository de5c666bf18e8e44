import type { JsonValue } from "@bufbuild/protobuf";
import type { OpenApi, Operation, Response } from "../open-api.ts";
import type { PlacedOperation } from "../operations.ts";
import { refName } from "../ref-name.ts";
import { ownParameters, responseOf } from "../resolve.ts";
import { connectFetchOf } from "../snippets/connect-fetch.ts";
import { curlOf } from "../snippets/curl.ts";
import { exampleRequest, queryText } from "../snippets/example-request.ts";
import { grpcurlOf } from "../snippets/grpcurl.ts";
import type { Refusals } from "./docs-refusals.ts";
import { membersOf, rulesOf, typeOf } from "./docs-schema.ts";
import { type Html, html } from "./html.ts";
import { prose } from "./prose.ts";

/** One operation: what it does, takes and answers, and how to call it. */
export function operationSection(placed: PlacedOperation, document: OpenApi, refusals: Refusals): Html {
  const { path, verb, operation } = placed;
  const { operationId } = operation;
  const success = responseOf(operation.responses["200"], document);
  return html`<article id="${operationId}">
<h3><a href="#${operationId}"${operation.deprecated ? { html: ' class="old"' } : undefined}>${operation.summary}</a></h3>
<p><span class="verb ${verb}">${verb.toUpperCase()}</span> <code>${path}</code></p>
${prose(operation.description)}
${facts(operation)}
${parameters(operation)}
${body(operation, document)}
<h4>Answers</h4>
<table><tbody>${answer(success)}${refusals.rows(operation)}</tbody></table>
<p class="quiet">And <a href="#refusals">what every call can be refused for</a>.</p>
${answerExample(success)}
${snippets(placed)}
${tryIt(placed)}
</article>`;
}

function facts(operation: Operation): Html {
  const { default: usual, most } = operation["x-deadline"];
  return html`<p class="facts"><span>RPC <code>${operation["x-rpc"]}</code></span><span>Repeatable: ${operation["x-repeatable"]}</span><span>Rate class: ${operation["x-rate-class"]}</span><span>Deadline: ${usual} s, at most ${most} s</span></p>`;
}

function parameters(operation: Operation): Html | undefined {
  const all = ownParameters(operation);
  if (all.length === 0) return undefined;
  const rows = all.map(
    (parameter) => html`<tr>
<td><code>${parameter.name}</code>${parameter.required ? html`<sup title="required">*</sup>` : undefined}</td>
<td>${parameter.in}</td>
<td>${typeOf(parameter.schema)}</td>
<td>${prose(parameter.description)}${rulesOf(parameter.schema)}</td>
</tr>`,
  );
  return html`<h4>Parameters</h4><table><tbody>${rows}</tbody></table>`;
}

function body({ requestBody }: Operation, { components }: OpenApi): Html | undefined {
  const schema = requestBody?.content["application/json"]?.schema;
  if (schema === undefined) return undefined;
  const members = schema.$ref === undefined ? undefined : components.schemas[refName(schema.$ref)];
  return html`<h4>Body</h4><p>${typeOf(schema)}</p>${prose(schema.description)}${rulesOf(schema)}${members && membersOf(members)}`;
}

function answer({ description, content = {} }: Response): Html {
  const [[type, { schema }] = ["", { schema: {} }]] = Object.entries(content);
  const form = type === "application/json" ? typeOf(schema) : html`${type}`;
  return html`<tr><td><code>200</code></td><td>${form}</td><td>${prose(description)}</td></tr>`;
}

function answerExample({ content = {} }: Response): Html | undefined {
  const shown = content["application/json"]?.example;
  return shown === undefined
    ? undefined
    : html`<details><summary>Example of the answer</summary><pre>${pretty(shown)}</pre></details>`;
}

function snippets({ path, verb, operation }: PlacedOperation): Html {
  const shown = [
    ["curl", curlOf(path, verb, operation)],
    ["fetch, by Connect", connectFetchOf(operation)],
    ["grpcurl", grpcurlOf(operation)],
  ] as const;
  return html`${shown.map(
    ([name, text]) =>
      html`<details name="${operation.operationId}"><summary>${name}</summary><pre>${text}</pre></details>`,
  )}`;
}

/** The script of the page makes a form of it. */
function tryIt({ path, verb, operation }: PlacedOperation): Html {
  const request = exampleRequest(path, operation);
  const example = request.body === undefined ? undefined : html`<pre class="body" hidden>${pretty(request.body)}</pre>`;
  return html`<details class="try scripted" name="${operation.operationId}" hidden data-verb="${verb}" data-path="${request.path}${queryText(request.query)}"><summary>Try it</summary>${example}</details>`;
}

function pretty(value: JsonValue): string {
  return JSON.stringify(value, null, 2);
}
