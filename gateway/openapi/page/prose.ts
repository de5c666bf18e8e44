import { type Html, html } from "./html.ts";

/** The Markdown our comments and descriptions use: paragraphs, lists, headings, code and links within the site. */
export function prose(text: string | undefined): Html {
  const blocks = (text ?? "").split("\n\n").filter((block) => block !== "");
  return html`${blocks.map(blockOf)}`;
}

function blockOf(block: string): Html {
  if (block.startsWith("- ")) return list(block);
  if (block.startsWith("## ")) return html`<h3>${block.slice(3)}</h3>`;
  if (block.startsWith("```")) return html`<pre>${block.replace(/^```\w*\n|\n```$/g, "")}</pre>`;
  return html`<p>${inline(block)}</p>`;
}

function list(block: string): Html {
  const items = block.split("\n").map((line) => html`<li>${inline(line.slice(2))}</li>`);
  return html`<ul>${items}</ul>`;
}

function inline(text: string): Html {
  const pieces = text.split("`");
  return html`${pieces.map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : linked(piece)))}`;
}

/** Only links that stay on the site are links. */
function linked(text: string): Html {
  const pieces = text.split(/\[([^\]]+)\]\((\/[^)\s]*)\)/);
  return html`${pieces.map((piece, index) => {
    if (index % 3 === 1) return html`<a href="${pieces[index + 1]}">${piece}</a>`;
    return index % 3 === 2 ? html`` : html`${piece}`;
  })}`;
}
