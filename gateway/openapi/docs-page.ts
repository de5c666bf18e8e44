import { createHash } from "node:crypto";
import { operationSection } from "./docs-operation.ts";
import { schemaSection } from "./docs-schema.ts";
import { docsStyle } from "./docs-style.ts";
import { type Html, html, prose } from "./html.ts";
import type { OpenApi } from "./open-api.ts";
import { operationsOf, type PlacedOperation } from "./operations.ts";

const styleHash = createHash("sha256").update(docsStyle).digest("base64");

/** The content security policy of the page: its own style, and nothing else. */
export const docsPolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** A page without scripts or outside assets: operations by service, then schemas. */
export function renderDocs(document: OpenApi): string {
  const operations = operationsOf(document);
  const services = document.tags.map((tag) => ({
    ...tag,
    operations: operations.filter(({ operation }) => operation.tags.includes(tag.name)),
  }));
  const schemas = Object.entries(document.components.schemas);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${document.info.title}</title>
<style>${{ html: docsStyle }}</style>
</head>
<body>
<nav>
<p><strong>${document.info.title}</strong> ${document.info.version}</p>
<p><a href="/openapi.json">openapi.json</a></p>
${services.map(({ name, operations: own }) => html`<a href="#${name}">${name}</a><ul>${own.map(link)}</ul>`)}
<a href="#schemas">Schemas</a>
</nav>
<main>
<h1>${document.info.title}</h1>
${prose(document.info.description)}
${services.map(
  ({ name, description, operations: own }) =>
    html`<section id="${name}"><h2>${name}</h2>${prose(description)}${own.map((placed) => operationSection(placed, document))}</section>`,
)}
<section id="schemas"><h2>Schemas</h2>${schemas.map(([name, schema]) => schemaSection(name, schema))}</section>
</main>
</body>
</html>
`;
  return page.html;
}

function link({ operation }: PlacedOperation): Html {
  return html`<li><a href="#${operation.operationId}">${operation.summary}</a></li>`;
}
