import type { IndexState } from "../domain/index-state.ts";
import type { SearchPorts } from "./ports.ts";

export const getIndex =
  ({ builds }: SearchPorts) =>
  (): Promise<IndexState> =>
    builds.state();
