/**
 * How many letters have to be added, left out, replaced or swapped with their neighbor to make one word of the other, no
 * letter touched twice (optimal string alignment); `most + 1` if more than `most`.
 */
export function editDistance(from: string, to: string, most: number): number {
  if (Math.abs(from.length - to.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const next = [row];
    for (let column = 1; column <= to.length; column++) next.push(cell(row, column, next));
    if (Math.min(...next) > most) return most + 1;
    before = last;
    last = next;
  }
  return Math.min(last[to.length] ?? 0, most + 1);

  function cell(row: number, column: number, next: readonly number[]): number {
    const at = (line: readonly number[], index: number) => line[index] ?? Number.POSITIVE_INFINITY;
    const isSame = from[row - 1] === to[column - 1];
    const best = Math.min(at(last, column) + 1, at(next, column - 1) + 1, at(last, column - 1) + (isSame ? 0 : 1));
    const isSwap = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
    return isSwap ? Math.min(best, at(before, column - 2) + 1) : best;
  }
}
