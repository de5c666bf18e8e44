/** The services of the market, there or planned; each is a workload of its own. */
export const services: ReadonlySet<string> = new Set([
  "admin",
  "analytics",
  "auth",
  "config",
  "file",
  "inventory",
  "notification",
  "order",
  "payment",
  "pricing",
  "product",
  "recommendation",
  "review",
  "search",
  "shipping",
  "user",
]);

/** Everything that may dial a service: the services and the gateway. */
export const workloads: ReadonlySet<string> = new Set([...services, "gateway"]);
