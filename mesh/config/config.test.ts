import { inspect } from "node:util";
import {
  ConfigError,
  checkConfig,
  choice,
  decimal,
  defineConfig,
  describeConfig,
  duration,
  flag,
  integer,
  list,
  loadConfig,
  port,
  prefixOf,
  Secret,
  secret,
  size,
  text,
  url,
  type Values,
} from "./mod.ts";

const description = "something";

const shopConfig = defineConfig({
  port: port("PORT", { default: 8080, description: "the public door" }),
  store: {
    kind: choice("PRODUCT_STORE", {
      values: ["postgres", "mongodb"],
      default: "postgres",
      embeddedDefault: true,
      description: "where products are kept",
    }),
    url: secret("DATABASE_URL", { protocols: ["postgres"], description: "the database" }),
  },
  timeoutMs: duration("MESH_TIMEOUT", { default: "5s", min: "1ms", max: "1m", description: "patience" }),
});

const good = { DATABASE_URL: "postgres://shop:hunter2@db/shop" };

function problemsOf(load: () => unknown): readonly string[] {
  try {
    load();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ name, text: problem }) => `${name}: ${problem}`);
    throw error;
  }
  return [];
}

test("values are typed by their settings and nested like them", () => {
  const values: Values<typeof shopConfig> = loadConfig(shopConfig, { ...good, PORT: "0" });
  const kind: "postgres" | "mongodb" = values.store.kind;
  const timeoutMs: number = values.timeoutMs;
  expect([values.port, kind, timeoutMs]).toEqual([0, "postgres", 5000]);
  expect(values.store.url.reveal()).toBe(good.DATABASE_URL);
  // @ts-expect-error a port is a number
  const wrong: string = values.port;
  expect(wrong).toBe(0);
});

test("an optional setting is undefined when unset, and typed so", () => {
  const config = defineConfig({ endpoint: url("ENDPOINT", { optional: true, description }) });
  const { endpoint }: { endpoint: string | undefined } = loadConfig(config, {});
  expect(endpoint).toBeUndefined();
});

test("an empty variable counts as unset", () => {
  expect(loadConfig(shopConfig, { ...good, PORT: "" }).port).toBe(8080);
  expect(problemsOf(() => loadConfig(shopConfig, { DATABASE_URL: "" }))).toHaveLength(1);
});

test("all problems are told at once, one line each, with what was given and what is wanted", () => {
  const env = { PORT: "http", PRODUCT_STORE: "mysql", MESH_TIMEOUT: "2m", MESH_TIMEOUTS: "5s" };
  expect(() => loadConfig(shopConfig, env)).toThrow(
    [
      "5 settings are wrong:",
      '  PORT: "http" was given, a port from 0 to 65535 is wanted',
      '  PRODUCT_STORE: "mysql" was given, one of postgres, mongodb is wanted',
      "  DATABASE_URL: not set, a URL starting with postgres:// without blanks around it is wanted",
      '  MESH_TIMEOUT: "2m" was given, a duration such as "250ms" or "5s" from 1ms to 1m is wanted',
      "  MESH_TIMEOUTS: there is no such setting; did you mean MESH_TIMEOUT?",
    ].join("\n"),
  );
});

test("an unknown variable is refused only under a prefix of ours, and never with its value", () => {
  const env = { ...good, MESH_PASSWORD: "hunter2", PRODUCT_STOR: "mongodb", KUBERNETES_PORT: "tcp://10.0.0.1" };
  expect(problemsOf(() => loadConfig(shopConfig, env, { prefixes: ["MESH_", prefixOf("product")] }))).toEqual([
    "MESH_PASSWORD: there is no such setting",
    "PRODUCT_STOR: there is no such setting; did you mean PRODUCT_STORE?",
  ]);
  expect(prefixOf("price-list")).toBe("PRICE_LIST_");
});

test("a setting another program reads is known, but not checked", () => {
  const elsewhere = defineConfig({ limit: integer("GATEWAY_LIMIT", { description }) });
  const env = { ...good, GATEWAY_LIMIT: "many" };
  expect(problemsOf(() => loadConfig(shopConfig, env, { prefixes: ["GATEWAY_"], elsewhere }))).toEqual([]);
  expect(problemsOf(() => loadConfig(shopConfig, env, { prefixes: ["GATEWAY_"] }))).toHaveLength(1);
});

test("PROFILE=production refuses an embedded default that is not named", () => {
  const production = { ...good, PROFILE: "production" };
  expect(problemsOf(() => loadConfig(shopConfig, production))).toEqual([
    'PRODUCT_STORE: not set, and with PROFILE=production "postgres" must be named to be used; one of postgres, mongodb',
  ]);
  expect(loadConfig(shopConfig, { ...production, PRODUCT_STORE: "postgres" }).store.kind).toBe("postgres");
});

test("a misspelled PROFILE does not pass for development", () => {
  expect(problemsOf(() => loadConfig(shopConfig, { ...good, PROFILE: "prod" }))).toEqual([
    'PROFILE: "prod" was given, one of development, production is wanted',
  ]);
});

test("a secret shows itself to reveal alone", () => {
  const secretValue = new Secret("hunter2");
  const shown = [`${secretValue}`, JSON.stringify({ secretValue }), inspect({ secretValue }), String(secretValue)];
  expect(shown.join()).not.toContain("hunter2");
  expect(shown[0]).toBe("[secret]");
  expect(Object.keys(secretValue)).toEqual([]);
});

test("no printed text holds a secret: not the error, not the table, not a URL's password", () => {
  const config = defineConfig({
    key: secret("KEY", { min: 20, description }),
    address: url("ADDRESS", { description }),
    word: secret("WORD", { default: "open sesame", description }),
  });
  const env = { KEY: "hunter2", ADDRESS: "https://shop:hunter2@host/" };
  const printed: string[] = problemsOf(() => loadConfig(config, env)).slice();
  expect(printed).toHaveLength(2);
  checkConfig(config, env, (line) => printed.push(line));
  printed.push(inspect(describeConfig(config, env)));
  expect(printed.join("\n")).not.toMatch(/hunter2|sesame/);
});

test("the check prints an aligned table and answers an exit code", () => {
  const lines: string[] = [];
  expect(checkConfig(shopConfig, good, (line) => lines.push(line))).toBe(0);
  expect(lines.join("\n")).toBe(
    [
      "NAME           VALUE        FROM     TYPE                      DESCRIPTION",
      "PROFILE        development  default  development | production  production refuses embedded defaults that are not named explicitly",
      "PORT           8080         default  port                      the public door",
      "PRODUCT_STORE  postgres     default  postgres | mongodb        where products are kept",
      "DATABASE_URL   [secret]     set      secret                    the database",
      "MESH_TIMEOUT   5s           default  duration                  patience",
    ].join("\n"),
  );
  expect(checkConfig(shopConfig, {}, (line) => lines.push(line))).toBe(1);
  expect(lines.at(-1)).toContain("DATABASE_URL: not set");
  expect(lines.at(-2)).toMatch(/DATABASE_URL +- +required/);
});

test("a description has one row per variable, also if two parts share it", () => {
  const twice = defineConfig({ product: shopConfig, order: { url: shopConfig.store.url } });
  const rows = describeConfig(twice);
  expect(rows.map(({ name }) => name)).toEqual(["PORT", "PRODUCT_STORE", "DATABASE_URL", "MESH_TIMEOUT"]);
  expect(rows[2]).toEqual({
    name: "DATABASE_URL",
    type: "secret",
    default: "",
    required: true,
    secret: true,
    description: "the database",
    value: "",
    set: false,
  });
});

test.each([
  ["text", text("NAME", { min: 2, max: 4, description }), ["ab", " abcd "], ["a", "abcde", "   "]],
  ["patterned text", text("NAME", { pattern: /^[a-z]+$/, description }), ["ab"], ["A"]],
  ["integer", integer("NAME", { min: -1, max: 10, description }), ["-1", "10"], ["-2", "11", "1.5", "1e1", "0x1", " "]],
  ["decimal", decimal("NAME", { min: 0, max: 1, description }), ["0.25", "1"], ["1.01", ".5", "NaN", "Infinity"]],
  ["port", port("NAME", { description }), ["0", "65535"], ["65536", "-1", "http"]],
  ["flag", flag("NAME", { description }), ["true", "0", "FALSE"], ["yes", "2"]],
  ["duration", duration("NAME", { max: "1h", description }), ["250ms", "1.5 m", "1h"], ["61m", "5", "5 s s", "-5s"]],
  ["size", size("NAME", { min: "1KiB", description }), ["4MiB", "1024B"], ["1023B", "4MB", "4"]],
  ["url", url("NAME", { protocols: ["https"], description }), ["https://a.b/c"], ["http://a.b", "https://", "a"]],
  ["list", list("NAME", { values: ["a", "b"], min: 1, max: 2, description }), ["a", "a, b"], ["c", "a,,b", "a,b,a"]],
  ["secret", secret("NAME", { min: 3, description }), ["abc", "a c"], ["ab", "abc\n"]],
])("%s accepts what it says", (_kind, setting, accepted, refused) => {
  expect(accepted.filter((given) => setting.read(given) === undefined)).toEqual([]);
  expect(refused.filter((given) => setting.read(given) !== undefined)).toEqual([]);
});

test("quantities come in milliseconds and bytes", () => {
  expect(duration("NAME", { description }).read("1.5m")).toBe(90_000);
  expect(size("NAME", { description }).read("4MiB")).toBe(4_194_304);
});

test("what is wanted names the bounds", () => {
  const wanted = [
    integer("NAME", { min: 1, description }).wanted,
    integer("NAME", { max: 9, description }).wanted,
    text("NAME", { min: 2, max: 4, description }).wanted,
    text("NAME", { pattern: /^a/, description }).wanted,
    list("NAME", { min: 1, max: 2, description }).wanted,
    list("NAME", { values: ["a"], description }).wanted,
  ];
  expect(wanted).toEqual([
    "an integer of at least 1",
    "an integer of at most 9",
    "text of at least 2 and at most 4 characters",
    "text matching /^a/",
    "items separated by commas, at least 1, at most 2",
    "some of a, separated by commas",
  ]);
});

test("a list may be empty by default", () => {
  expect(loadConfig(defineConfig({ peers: list("PEERS", { default: [], description }) }), {}).peers).toEqual([]);
});

test.each([
  ["a name that is no variable's", () => ({ a: text("lower", { description }) }), /not the name/],
  ["a default outside its own bounds", () => ({ a: integer("A", { default: 0, min: 1, description }) }), /default "0"/],
  ["an embedded default without a default", () => ({ a: text("A", { embeddedDefault: true, description }) }), /needs/],
  [
    "one name with two meanings",
    () => ({ a: text("A", { description }), b: { c: integer("A", { description }) } }),
    /two meanings/,
  ],
])("%s is the author's mistake", (_mistake, config, message) => {
  expect(() => defineConfig(config())).toThrow(message);
});

test("a bound without a unit is the author's mistake", () => {
  expect(() => duration("A", { max: "5", description })).toThrow(/no known unit/);
});
