const ROWS = [
  ['events sent', 'sent'],
  ['acknowledged', 'acknowledged'],
  ['stored', 'stored'],
  ['duplicated', 'duplicated'],
  ['lost', 'lost'],
  ['stored and never sent', 'neverSent'],
  ['taken by the log, answer lost, given up by the client', 'takenAfterGivingUp'],
  ['too late, one dead letter each', 'deadLetters'],
  ['requests', 'requests'],
  ['of them failed and sent again', 'failed'],
];

const table = (rows) => {
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => String(row[at]).length)));
  const line = (row) =>
    row
      .map((cell, at) => (at === 0 ? String(cell).padEnd(widths[at]) : String(cell).padStart(widths[at])))
      .join('  ');
  return rows.map(line).join('\n');
};

/** @param injected kind -> times */
export function faultsTable(injected) {
  const total = [...injected.values()].reduce((sum, times) => sum + times, 0);
  return table([['faults injected', 'times'], ...[...injected].sort(), ['total', total]]);
}

/** @param results name of the world -> {figures} */
export function countsTable(results) {
  const worlds = [...results.values()].map(({ figures }) => figures);
  const body = ROWS.map(([title, name]) => {
    const values = worlds.map((figures) => figures[name] ?? 0);
    return [title, ...values, values.reduce((sum, value) => sum + value, 0)];
  });
  return table([['', ...results.keys(), 'total'], ...body]);
}
