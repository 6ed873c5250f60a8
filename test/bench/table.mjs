/** Lines of {what, ours, baseline, ratio} as the page docs/benchmarks.md. */
export function markdown(lines, { machine, command, date }) {
  const rows = lines.map(
    ({ what, ours, baseline, ratio }) => `| ${what} | ${ours} | ${baseline} | ${ratio} |`,
  );
  return `# Benchmarks

The last run, of ${date}, by

\`\`\`sh
${command}
\`\`\`

on ${machine}. Both figures of a line are measured side by side in that one run; a ratio is what carries over to other
machines. Queries: median of five runs each, taken in turns.

| what | Groundswell | baseline | ratio |
|---|---|---|---|
${rows.join('\n')}

- **Ingestion baseline**: a bare loop of kafkajs and the ClickHouse client over the same events: produce with
  \`acks: all\`, consume with \`eachBatch\`, parse, insert into a table of the same columns without rollups, identities,
  de-duplication or dead letters.
- **End to end** is from HTTP requests of a second process (batches of 500, four at a time) to stored and queryable.
- **Query baseline**: the same question as plain SQL on the raw events in the same engine, \`uniqExact\` and joins. Both
  answers are compared before they are timed; parts are merged beforehand, of the raw events and of the rollups alike.
- The events of the queries are those of the simulated project, as often over as it takes, each time with other people.
`;
}

export const count = (value) => Math.round(value).toLocaleString('en-US');
export const ms = (value) => `${Math.round(value).toLocaleString('en-US')} ms`;
export const times = (value) => `${value.toFixed(value < 10 ? 2 : 1)} ×`;
