/**
 * What each row of an answer changed by from the rows so many buckets before it.
 * @param lineOf rows of one line are compared with each other only; they stand in the order of their buckets
 */
export function withChanges<Row extends { complete: boolean; changes?: (number | null)[] }>(
  rows: Row[],
  backs: readonly number[] | undefined,
  lineOf: (row: Row) => unknown,
  changeOf: (row: Row, then: Row) => number | null,
): Row[] {
  if (!backs) return rows;
  const lines = new Map<unknown, Row[]>();
  return rows.map((row) => {
    const line = lines.get(lineOf(row)) ?? [];
    lines.set(lineOf(row), line);
    line.push(row);
    const before = (back: number) => line[line.length - 1 - back];
    const changes = backs.map(before).map((then) => (then === undefined ? null : changeOf(row, then)));
    return { ...row, changes };
  });
}

/** now / then - 1; null where one of them is not known, or then is 0. */
export function relativeChange(
  now: number | null | undefined,
  then: number | null | undefined,
): number | null {
  return now === null || now === undefined || !then ? null : now / then - 1;
}
