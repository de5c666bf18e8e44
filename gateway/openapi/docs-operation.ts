import { rulesOf, typeOf } from "./docs-schema.ts";
import { type Html, html, prose } from "./html.ts";
import type { OpenApi, Operation, Reference, Response } from "./open-api.ts";
import type { PlacedOperation } from "./operations.ts";
import { ownParameters, responseOf } from "./resolve.ts";
import { connectFetchOf } from "./snippets/connect-fetch.ts";
import { curlOf } from "./snippets/curl.ts";
import { grpcurlOf } from "./snippets/grpcurl.ts";

/** One operation: what it does, takes and answers, and how to call it. */
export function operationSection({ path, verb, operation }: PlacedOperation, document: OpenApi): Html {
  return html`<article id="${operation.operationId}">
    <h3>${operation.summary}</h3>
    <p class="route"><span class="verb ${verb}">${verb.toUpperCase()}</span> <code>${path}</code></p>
    <p class="quiet">RPC <code>${operation["x-rpc"]}</code></p>
    ${prose(operation.description)}
    ${parameters(operation)}
    ${body(operation)}
    <h4>Answers</h4>
    <table><tbody>${Object.entries(operation.responses).map((entry) => answer(entry, document))}</tbody></table>
    <details><summary>curl</summary><pre>${curlOf(path, verb, operation)}</pre></details>
    <details><summary>fetch (Connect)</summary><pre>${connectFetchOf(operation)}</pre></details>
    <details><summary>grpcurl</summary><pre>${grpcurlOf(operation)}</pre></details>
  </article>`;
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

function body({ requestBody }: Operation): Html | undefined {
  const schema = requestBody?.content["application/json"]?.schema;
  return schema && html`<h4>Body</h4><p>${typeOf(schema)}</p>${prose(schema.description)}${rulesOf(schema)}`;
}

function answer([status, found]: [string, Response | Reference], document: OpenApi): Html {
  const { description, content } = responseOf(found, document);
  const schema = Object.values(content ?? {})[0]?.schema;
  return html`<tr><td><code>${status}</code></td><td>${schema && typeOf(schema)}</td><td>${prose(description)}</td></tr>`;
}
