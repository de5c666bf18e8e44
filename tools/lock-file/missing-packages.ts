/** What package-lock.json says of a package, as far as it is read here. */
export interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The packages of a package-lock.json (version 3) by their place, such as "node_modules/a/node_modules/b". */
export type LockedPackages = Readonly<Record<string, LockedPackage>>;

/** A package that another in the lock file needs and that is not in it. */
export interface MissingPackage {
  readonly name: string;
  readonly version: string;
  /** The place of the package that wants it. */
  readonly wantedBy: string;
}

/**
 * The packages that others in the lock file need and that are not in it. npm leaves out those of foreign platforms if
 * its registry does not carry them, and then refuses to install from the file.
 */
export function missingPackages(packages: LockedPackages): MissingPackage[] {
  return Object.entries(packages).flatMap(([place, { dependencies, optionalDependencies }]) =>
    Object.entries({ ...dependencies, ...optionalDependencies })
      .filter(([name]) => !isFound(packages, place, name))
      .map(([name, version]) => ({ name, version, wantedBy: place })),
  );
}

/** Looks as Node does: in the package's own node_modules, then in each one above it. */
function isFound(packages: LockedPackages, place: string, name: string): boolean {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1))) {
    if (packages[`${folder && `${folder}/`}node_modules/${name}`]) return true;
    if (folder === "") return false;
  }
}
