import { defaultBackoff, type Supervisor, startSupervisor } from "#mesh/supervisor";
import { type Command, CommandError } from "./command.ts";
import { type KeptAccounts, openAccounts } from "./start/accounts.ts";
import { claimDataFolder } from "./start/data-folder.ts";
import { openIdentities } from "./start/identities.ts";
import { type Layout, layoutOf } from "./start/layout.ts";
import { databaseAt, embeddedDatabase } from "./start/market-database.ts";
import { choosePorts, type Ports } from "./start/ports.ts";
import { manyPrograms, oneProgram } from "./start/programs.ts";
import { readProgress } from "./start/progress.ts";
import { proofOf } from "./start/proof.ts";
import { createReport, type Report } from "./start/report.ts";
import { runStep } from "./start/run-step.ts";
import { openSandboxes, sandboxUnits } from "./start/sandboxes/sandboxes.ts";
import { serviceEnv } from "./start/service-env.ts";
import { serviceNames } from "./start/service-names.ts";
import { printSummary } from "./start/summary.ts";
import { openSupervisorLog } from "./start/supervisor-log.ts";
import { readStartSettings, type StartSettings } from "./start-config.ts";

const help = `um start

Starts the market and keeps it running until Ctrl-C, SIGTERM or "um stop". Set up by the environment:

  PROCESSES     one (default): everything in one process; many: one process a service
  PORT          the public door (default 8080; 0 for any free port)
  ADMIN_PORT    metrics and health (default: a free port)
  GRPC_PORT     all services over gRPC with reflection, with PROCESSES=one (default: a free port)
  DATA_DIR      where everything is kept (default .data)
  DATABASE_URL  a PostgreSQL of your own instead of the embedded one
  SAMPLE_SHOP   false to start without the sample shop

  DEMO_ADMIN_PASSWORD, DEMO_CUSTOMER_PASSWORD
                passwords of the two accounts made on the first start (default: at random, printed once)
  PAYMENT_PROVIDER
                stripe-sandbox (default): a local server that stands in for Stripe; stripe: Stripe itself, with
                PAYMENT_STRIPE_SECRET_KEY and PAYMENT_STRIPE_WEBHOOK_SECRET
  SHIPPING_CARRIER
                sandbox (default): a simulated carrier; api: one that speaks the same API, with SHIPPING_CARRIER_URL
                and SHIPPING_CARRIER_KEY
  NOTIFICATION_SMTP_URL
                a mail server that sends messages (default: a local mailbox, which "um mail" shows)`;

const notForProduction = `PROFILE=production takes identities, certificates, accounts, a PostgreSQL, a payment provider, a carrier and a mail server of your own, which
"um start" makes up for development; nothing of that, and no sample shop, belongs there. Run each service's src/main.ts and the gateway's with their settings instead; --check-config lists them.`;

export const start: Command = {
  summary: "start the market",
  help,
  async run() {
    const settings = readStartSettings(process.env);
    if (settings.profile === "production") throw new CommandError(notForProduction);
    const layout = layoutOf(settings.dataDir);
    await claimDataFolder(layout.dataDir);
    const ports = await choosePorts(settings);
    console.log(`UltraMarket starts (${layout.dataDir})`);
    const report = createReport(console.log);
    const accounts = await openAccounts(layout.accounts, passwordsOf(settings));
    for (const email of accounts.unchanged) report.step(`${email} keeps the password it was made with`);
    const market: Market = { settings, layout, ports, report, accounts, url: `http://127.0.0.1:${ports.port}` };
    const supervisor = await startPrograms(market);
    await welcome(market).catch(async (error) => {
      if (isStopping(supervisor)) return;
      await supervisor.stop();
      throw error;
    });
    supervisor.note({ welcomed: true });
    await supervisor.stopped;
    console.log("UltraMarket has stopped.");
    return 0;
  },
};

interface Market {
  readonly settings: StartSettings;
  readonly layout: Layout;
  readonly ports: Ports;
  readonly report: Report;
  readonly accounts: KeptAccounts;
  readonly url: string;
}

/** Everything that runs, the database first and the gateway last. */
async function startPrograms({ settings, layout, ports, report, accounts, url }: Market): Promise<Supervisor> {
  const { processes, databaseUrl, restartPauseMs: maxMs, paymentReturnUrl: returnUrl = `${url}/` } = settings;
  const log = await openSupervisorLog(layout.logs);
  const workloads = processes === "many" ? [...serviceNames(), "gateway"] : [];
  const identities = await openIdentities(layout.identity, workloads);
  const sandboxes = await openSandboxes(settings, layout, url);
  const database =
    databaseUrl === undefined
      ? embeddedDatabase(layout.postgres, report)
      : await databaseAt(databaseUrl.reveal(), report);
  const env = serviceEnv({ identities, accounts, sandboxes, returnUrl, url });
  const options = { layout, identities, serviceEnv: env, databaseUrl: database.url, ...ports };
  const programs = processes === "one" ? [oneProgram(options)] : await manyPrograms(options);
  const ground = [...database.units, ...sandboxUnits(sandboxes, layout)];
  const units = [ground, ...programs];
  const backoff = { ...defaultBackoff, maxMs };
  const supervisor = await startSupervisor({
    processes: units,
    dataDir: layout.dataDir,
    log,
    backoff,
    onEvent: report.unit,
  });
  supervisor.note({ url, processes, ...ports, accounts: accounts.file });
  return supervisor;
}

/** Fills an empty market, proves it through its door, and says where everything is. */
async function welcome({ settings, layout, ports, report, accounts, url }: Market): Promise<void> {
  const { dataDir, identity } = layout;
  const before = await readProgress(dataDir);
  if (settings.sampleShop && before.shop === "loaded") report.step("sample shop was loaded before");
  else if (settings.sampleShop) await report.timed(runStep("load-sample-shop", url, dataDir, identity));
  if (before.customer === undefined) await report.timed(runStep("register-customer", url, dataDir, accounts.file));
  const proof = proofOf(await readProgress(dataDir), settings.paymentProvider);
  await report.timed(runStep(proof, url, dataDir, accounts.file));
  printSummary({ ...ports, processes: settings.processes, url, layout, accounts });
}

function passwordsOf({ demo }: Market["settings"]) {
  return { admin: demo.adminPassword?.reveal(), customer: demo.customerPassword?.reveal() };
}

/** Whoever stops the market while it starts has seen enough of it. */
function isStopping(supervisor: Supervisor): boolean {
  return supervisor.states().some(({ state }) => state === "stopping" || state === "stopped");
}
