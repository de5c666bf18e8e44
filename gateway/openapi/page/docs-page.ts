import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { OpenApi } from "../open-api.ts";
import { operationsOf, type PlacedOperation } from "../operations.ts";
import { operationSection } from "./docs-operation.ts";
import { readRefusals } from "./docs-refusals.ts";
import { schemaSection } from "./docs-schema.ts";
import { docsStyle } from "./docs-style.ts";
import { type Html, html } from "./html.ts";
import { prose } from "./prose.ts";

const docsScript = readFileSync(new URL("docs-script.js", import.meta.url), "utf8");

/** The content security policy of the page: its own style and script, and calls to its own origin. */
export const docsPolicy = [
  "default-src 'none'",
  `style-src '${hashOf(docsStyle)}'`,
  `script-src '${hashOf(docsScript)}'`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/** A page without outside assets: operations by service, then schemas. It is whole without its script. */
export function renderDocs(document: OpenApi): string {
  const { info, tags, components } = document;
  const operations = operationsOf(document);
  const services = tags.map((tag) => ({
    ...tag,
    operations: operations.filter(({ operation }) => operation.tags.includes(tag.name)),
  }));
  const schemas = Object.entries(components.schemas);
  const refusals = readRefusals(document);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${info.title}</title>
<style>${{ html: docsStyle }}</style>
</head>
<body>
<nav>
<div class="bar"><a href="#top"><strong>${info.title}</strong></a> <span class="quiet">v${info.version}</span> <label class="menu" for="menu">Menu</label></div>
<input type="checkbox" id="menu">
<div class="foldable">
<div class="scripted" hidden>
<input id="search" type="search" placeholder="Search ( / )" aria-label="Search operations" autocomplete="off">
<input id="token" type="password" placeholder="Token for Try it" aria-label="Token for Try it, kept on this page only" autocomplete="off">
</div>
${services.map(({ name, operations: own }) => html`<div class="group" data-words="${name}"><a href="#${name}">${name}</a><ul>${own.map(link)}</ul></div>`)}
<a href="#refusals">Refusals</a><br>
<a href="#schemas">Schemas</a>
</div>
</nav>
<main id="top">
<h1>${info.title}</h1>
${prose(info.description)}
${services.map(
  ({ name, description, operations: own }) =>
    html`<section id="${name}"><h2>${name}</h2>${prose(description)}${own.map((placed) => operationSection(placed, document, refusals))}</section>`,
)}
${refusals.section()}
<section id="schemas"><h2>Schemas</h2>${schemas.map(([name, schema]) => schemaSection(name, schema))}</section>
</main>
<script>${{ html: docsScript }}</script>
</body>
</html>
`;
  return page.html;
}

function link({ path, verb, operation }: PlacedOperation): Html {
  const words = `${operation.operationId} ${verb} ${path} ${operation.summary}`;
  return html`<li data-words="${words}"><a href="#${operation.operationId}">${operation.summary}</a></li>`;
}
