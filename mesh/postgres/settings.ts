/** Server settings by name, as in postgresql.conf. */
export type Settings = Readonly<Record<string, string>>;

const defaults: Settings = {
  max_connections: "200",
  shared_buffers: "128MB",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  log_line_prefix: "%m [%p] %q%u@%d ",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
};

/** Never to be changed by callers: loopback only, and no Unix socket, whose path may have 107 bytes at most. */
const fixed: Settings = { listen_addresses: "127.0.0.1", unix_socket_directories: "" };

/**
 * For tests and caches: commits survive the death of processes, but not of the machine, which may ruin the data; nothing is
 * left outside the folder when the server is killed.
 */
export const withoutDurability: Settings = {
  fsync: "off",
  full_page_writes: "off",
  autovacuum_naptime: "1d",
  dynamic_shared_memory_type: "mmap",
};

/** The server's command line arguments. */
export function settingArguments(port: number, settings: Settings): string[] {
  const all = { ...defaults, ...settings, ...fixed, port: String(port) };
  return Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** True unless the settings give up what makes commits survive a crash of the machine. */
export function isDurable(settings: Settings): boolean {
  return settings.fsync !== "off";
}
