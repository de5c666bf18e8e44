/** What a package is for, as package.json spells it. */
export interface Platform {
  readonly os: readonly string[];
  readonly cpu: readonly string[];
  readonly libc?: readonly string[];
}

const systems = ["android", "darwin", "freebsd", "linux", "openharmony", "win32"];
const processors = ["arm64", "arm", "ia32", "loong64", "ppc64", "riscv64", "s390x", "x64"];

/** The platform a binary package names itself after, such as "@swc/core-linux-arm-gnueabihf". Throws for another name. */
export function platformOf(name: string): Platform {
  const words = name.split("/").at(-1)?.split("-") ?? [];
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.some((word) => word === processor || word === `${processor}v7`));
  if (os === undefined || cpu === undefined) throw new Error(`${name} names no platform`);
  const isMusl = words.some((word) => word.startsWith("musl"));
  return { os: [os], cpu: [cpu], ...(os === "linux" ? { libc: [isMusl ? "musl" : "glibc"] } : {}) };
}
