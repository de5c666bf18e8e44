const token = document.getElementById("token");
const search = document.getElementById("search");
const menu = document.getElementById("menu");

/** Shows the entries of the menu that have all words. */
function narrow() {
  const words = search.value.toLowerCase().split(/\s+/);
  for (const group of document.querySelectorAll("nav .group")) {
    let shown = 0;
    for (const entry of group.querySelectorAll("li")) {
      const text = `${entry.dataset.words} ${group.dataset.words}`.toLowerCase();
      entry.hidden = !words.every((word) => text.includes(word));
      if (!entry.hidden) shown += 1;
    }
    group.hidden = shown === 0;
  }
}

/** The form that makes a call from its example. */
function form(holder) {
  const { verb, path } = holder.dataset;
  const made = document.createElement("form");
  const line = Object.assign(document.createElement("input"), { className: "line", value: path });
  line.setAttribute("aria-label", "Path and query");
  const body = document.createElement("textarea");
  body.setAttribute("aria-label", "Body");
  const example = holder.querySelector("pre.body");
  body.value = example?.textContent ?? "";
  body.rows = Math.min(16, body.value.split("\n").length + 1);
  const send = Object.assign(document.createElement("button"), { textContent: `Send ${verb.toUpperCase()}` });
  const answer = Object.assign(document.createElement("pre"), { hidden: true });
  answer.setAttribute("aria-live", "polite");
  made.append(line, ...(example ? [body] : []), send);
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    answer.hidden = false;
    answer.textContent = "...";
    answer.textContent = await call(verb, line.value, example ? body.value : undefined).catch(String);
  });
  holder.append(made, answer);
}

/** Calls this market only, with the token of the field above, which is kept nowhere else. */
async function call(verb, path, body) {
  const address = new URL(path, location.origin);
  if (address.origin !== location.origin) throw new Error("calls stay on this site");
  const headers = { Accept: "application/json" };
  if (token.value !== "") headers.Authorization = `Bearer ${token.value}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const began = performance.now();
  const response = await fetch(address, { method: verb.toUpperCase(), headers, body, credentials: "omit" });
  const text = await response.text();
  const head = `${response.status} ${response.statusText} in ${Math.round(performance.now() - began)} ms, ${response.headers.get("x-request-id")}`;
  const type = response.headers.get("content-type") ?? "";
  if (!type.startsWith("application/json")) return `${head}\n${type}, ${text.length} characters`;
  keepToken(JSON.parse(text));
  return `${head}\n${JSON.stringify(JSON.parse(text), null, 2)}`;
}

/** Whoever signs in on this page is signed in on it, until it is closed. */
function keepToken(answer) {
  if (typeof answer?.accessToken === "string") token.value = answer.accessToken;
}

search.addEventListener("input", narrow);
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.matches("input, textarea")) return;
  event.preventDefault();
  search.focus();
});
document.querySelector("nav").addEventListener("click", (event) => {
  if (event.target.matches("a")) menu.checked = false;
});
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target.matches("details.try") && target.querySelector("form") === null) form(target);
  },
  true,
);
/** What a link leads to shall be seen. */
function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.matches("details")) target.open = true;
}

window.addEventListener("hashchange", unfold);
unfold();
for (const needs of document.querySelectorAll(".scripted")) needs.hidden = false;
