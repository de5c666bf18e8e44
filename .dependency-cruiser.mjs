// Who may import whom; the reasons are in docs/architecture.md. Type-only imports count as well.
const layers = (...names) => `^services/([^/]+)/src/(${names.join("|")})([.]ts$|/)`;
const ownLayers = (...names) => `^services/$1/src/(${names.join("|")})([.]ts$|/)`;
const tests = "[.](test|contract)[.]ts$|/test/";

/** What the folders or files `from` may not import, and why; tests are free to look inside. */
const never = (name, comment, from, to) => ({
  name,
  comment,
  severity: "error",
  from: typeof from === "string" ? { path: from, pathNot: tests } : from,
  to,
});

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    never(
      "services-do-not-import-services",
      "Stubs are the only bridge: dial the service.",
      { path: "^services/([^/]+)/" },
      { path: "^services/", pathNot: "^services/$1/" },
    ),
    never(
      "only-tools-import-services",
      "The mesh and the gateway know no service; tools start them, and so do tests of the whole market.",
      { path: "^(mesh|gateway)/", pathNot: "^gateway/test/" },
      { path: "^services/" },
    ),
    never("nothing-imports-tools", "Tools use the market, not the other way round.", "^(mesh|gateway|services)/", {
      path: "^tools/",
    }),
    never(
      "nothing-imports-the-gateway",
      "The gateway is a door, not a library.",
      { path: "^(mesh|services)/" },
      { path: "^gateway/" },
    ),
    never(
      "transcoder-stands-alone",
      "It is fit for any contract: nothing of the market's is in it.",
      { path: "^gateway/transcoder/", pathNot: tests },
      { path: "^(gateway|mesh|services|gen|tools)/", pathNot: "^(gateway/transcoder|gen/es/google)/" },
    ),
    never("main-only-runs-the-service", "main.ts is three lines: run service.ts.", layers("main"), {
      path: "^(services|gen)/",
      pathNot: ownLayers("service"),
    }),
    never(
      "nothing-imports-main",
      "main.ts starts a process when it is imported.",
      {},
      { path: "^services/[^/]+/src/main[.]ts$" },
    ),
    never(
      "service-wires-only",
      "service.ts wires what others do; stubs belong behind clients/ and rpc/.",
      layers("service"),
      { path: "^gen/" },
    ),
    never(
      "edges-do-not-import-each-other",
      "rpc, consumers, store and clients meet in service.ts only.",
      layers("rpc", "consumers", "store", "clients"),
      {
        path: ownLayers("main", "service", "rpc", "consumers", "store", "clients"),
        pathNot: "^services/$1/src/$2([.]ts$|/)",
      },
    ),
    never("app-imports-domain-only", "Use cases reach the world through ports.ts.", layers("app"), {
      path: "^services/",
      pathNot: ownLayers("app", "domain"),
    }),
    never("domain-imports-domain-only", "Rules know nothing of what calls them.", layers("domain"), {
      path: "^services/",
      pathNot: ownLayers("domain"),
    }),
    never("config-imports-no-layer", "Settings are read by the service, not the other way round.", layers("config"), {
      path: "^(services|gen)/",
    }),
    never(
      "app-and-domain-see-the-kernel-only",
      "Of the mesh they see mesh/kernel, and no stubs.",
      layers("app", "domain"),
      { path: "^(mesh|gen)/", pathNot: "^mesh/kernel/mod[.]ts$" },
    ),
    never(
      "app-and-domain-do-no-io",
      "No Node module and no package: they get what they need as arguments.",
      layers("app", "domain"),
      { dependencyTypes: ["core", "npm", "npm-dev", "npm-optional", "npm-peer"], pathNot: "^(node:)?util$" },
    ),
    never(
      "prisma-clients-stay-in-their-store",
      "A service's tables are its own.",
      { path: ".", pathNot: "^(gen|services/[^/]+/src/store)/" },
      { path: "^gen/prisma/" },
    ),
    never(
      "prisma-clients-stay-in-their-service",
      "A service's tables are its own.",
      { path: "^services/([^/]+)/" },
      { path: "^gen/prisma/", pathNot: "^gen/prisma/$1/" },
    ),
    never("mesh-knows-no-business", "The mesh sees the contracts all services share.", "^mesh/", {
      path: "^gen/(grpc|es)/ultramarket/",
      pathNot: "^gen/(grpc|es)/ultramarket/(common|options|testing)/",
    }),
    never(
      "mesh-parts-have-one-door",
      "Import a part of the mesh as #mesh/<part>, which is its mod.ts.",
      { path: "^mesh/([^/]+)/" },
      { path: "^mesh/", pathNot: ["^mesh/$1/", "^mesh/[^/]+/mod[.]ts$"] },
    ),
    never(
      "mesh-is-used-by-its-doors",
      "Import a part of the mesh as #mesh/<part>, which is its mod.ts.",
      { path: "^(gateway|services|tools)/" },
      { path: "^mesh/", pathNot: "^mesh/[^/]+/mod[.]ts$" },
    ),
    never("kernel-stands-alone", "mesh/kernel is below everything.", "^mesh/kernel/", {
      path: "^(mesh|gen)/",
      pathNot: "^mesh/kernel/",
    }),
    never(
      "testing-is-for-tests",
      "mesh/testing is no part of what runs.",
      { path: "^(gateway|mesh|services)/", pathNot: `${tests}|^mesh/(testing|test-host)/|/testing/` },
      { path: "^mesh/(testing|test-host)/" },
    ),
    never("no-cycles", "What imports each other is one file or three.", { pathNot: "^gen/" }, { circular: true }),
    never("everything-resolves", "The import leads nowhere.", {}, { couldNotResolve: true }),
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    exclude: { path: "^gateway/client/dist/" },
    doNotFollow: { path: ["node_modules", "^gen/"] },
    enhancedResolveOptions: {
      conditionNames: ["import", "node", "types"],
      extensions: [".ts", ".mts", ".js", ".mjs", ".d.ts"],
      exportsFields: ["exports"],
    },
  },
};
