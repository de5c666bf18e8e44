import { builtIn } from "../../test/notification-app.ts";
import { samplesOf } from "../domain/sample.ts";
import { type BuiltInTemplate, templateIds, type Wording } from "../domain/template.ts";
import type { View } from "../domain/view.ts";
import { liquidRenderer } from "./liquid-renderer.ts";

const shop = { name: "UltraMarket", url: "https://shop.example" };
const { templates, partials } = await builtIn();
const renderer = liquidRenderer(partials);

const aWording = (change: Partial<Wording>): Wording => ({ subject: "s", text: "t", html: "", ...change });
const render = (change: Partial<Wording>, view: View = {}) => renderer.render(aWording(change), view);

test("every message has words in English, German and French", () => {
  const keys = templates.map(({ templateId, languageCode }) => `${templateId} ${languageCode}`);
  expect(keys.toSorted()).toEqual(
    templateIds.flatMap((id) => ["de", "en", "fr"].map((language) => `${id} ${language}`)),
  );
});

/** What each message must say, in every language. */
const telling: Readonly<Record<string, readonly string[]>> = {
  order_placed: ["100042", "Mug (Blue, L)", "https://shop.example/orders/ord_"],
  order_paid: ["100042", "Mug (Blue, L)", "London SW1Y 4LB", "https://shop.example/orders/ord_"],
  order_cancelled: ["100042", "https://shop.example/orders/ord_"],
  order_refunded: ["100042"],
  shipment_shipped: ["100042", "Mug (Blue, L)", "SP123456789", "https://carrier.example/track/SP123456789"],
  shipment_delivered: ["100042", "Mug (Blue, L)"],
  verify_email: ["7KQM-2F9X", "https://shop.example/verify-email#code=7KQM-2F9X"],
  reset_password: ["7KQM-2F9X", "https://shop.example/reset-password#code=7KQM-2F9X"],
  second_factor: ["7KQM-2F9X"],
  password_changed: ["https://shop.example/reset-password"],
  factor_added: ["https://shop.example/reset-password"],
  factor_removed: ["https://shop.example/reset-password"],
  recovery_code_used: ["https://shop.example/reset-password"],
  impersonation_started: ["15"],
  identity_added: ["https://shop.example/reset-password"],
  erasure_scheduled: ["https://shop.example"],
};

const amounts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  order_paid: { en: "€36.67", de: "36,67\u00a0€", fr: "36,67\u00a0€" },
  order_refunded: { en: "€12.90", de: "12,90\u00a0€", fr: "12,90\u00a0€" },
  password_changed: { en: "November 22, 2026", de: "22. November 2026", fr: "22 novembre 2026" },
  identity_added: { en: "November 22, 2026", de: "22. November 2026", fr: "22 novembre 2026" },
  erasure_scheduled: { en: "November 22, 2026", de: "22. November 2026", fr: "22 novembre 2026" },
  factor_added: { en: "November 22, 2026", de: "22. November 2026", fr: "22 novembre 2026" },
  verify_email: { en: "November 22, 2026", de: "22. November 2026", fr: "22 novembre 2026" },
};

test.each(templates.map((template) => [template.templateId, template.languageCode, template] as const))(
  "%s in %s says what it is about, in text and in HTML",
  async (templateId, language, template: BuiltInTemplate) => {
    for (const [index, sample] of samplesOf(templateId, shop).entries()) {
      const { subject, text, html } = await renderer.render(template, sample(language));
      expect(subject).toMatch(/^\S.{10,90}$/);
      expect(html).toContain(`<html lang="${language}">`);
      for (const body of [subject, text, html]) expect(body).not.toMatch(/undefined|null|NaN|object|\{\{|\{%| ,/);
      expect(text).not.toMatch(/<\w|\n\n\n/);
      if (index > 0) continue;
      for (const body of [text, html]) {
        expect(body).toContain("Ada Lovelace");
        for (const part of telling[templateId] ?? []) expect(body).toContain(part);
        expect(body).toContain(amounts[templateId]?.[language] ?? "");
      }
    }
  },
);

test("what stands in HTML is escaped, whatever the template asks for", async () => {
  const name = `<img src=x onerror="alert('1')">`;
  const { html, text } = await render({ text: "{{ name }}", html: "{{ name }} {{ name | raw }}" }, { name });
  expect(text).toBe(`${name}\n`);
  expect(html).not.toMatch(/[<>"]/);
});

test("a subject has nothing that a store or a header could not take", async () => {
  const { subject } = await render({ subject: "Paid{{ '%00%0D%0A%7F' | url_decode }}in full" });
  expect(subject).toBe("Paid in full");
});

test("a subject is one line of at most 500 characters", async () => {
  const { subject } = await render(
    { subject: " {{ name }} " },
    { name: `Ada\r\nBcc: eve@example.com ${"x".repeat(600)}` },
  );
  expect(subject).toMatch(/^Ada Bcc: eve@example.com x+$/);
  expect(subject).toHaveLength(500);
});

test.each([
  [
    "names what the message does not have",
    { text: "Hello\n {{ nobody }}" },
    "text",
    "undefined variable: nobody, line:2, col:5",
  ],
  ["asks for a filter there is none of", { subject: "{{ 'a' | shout }}" }, "subject", "undefined filter: shout"],
  ["is not closed", { html: "{% if true %}" }, "html", "tag {% if true %} not closed, line:1"],
  ["reaches for a file", { text: "{% include '/etc/passwd' %}" }, "text", "ENOENT"],
  ["reaches behind a value", { text: "{{ 'a'.constructor }}" }, "text", "undefined variable"],
  [
    "takes too much memory",
    { text: "{% for i in (1..1000000000) %}x{% endfor %}" },
    "text",
    "memory alloc limit exceeded",
  ],
  ["is too long", { html: "x".repeat(400_001) }, "html", "parse length limit exceeded"],
])("a template that %s is refused with TEMPLATE_INVALID", async (_, change, field, description) => {
  await expect(render(change)).rejects.toMatchObject({
    reason: "TEMPLATE_INVALID",
    fields: [{ field, description: expect.stringContaining(description) }],
  });
});
