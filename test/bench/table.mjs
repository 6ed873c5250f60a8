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
machines. Ingestion: median of three rounds, taken in turns; queries: of three as well.

| what | Groundswell | baseline | ratio |
|---|---|---|---|
${rows.join('\n')}

- **Ingestion baseline**: a bare loop of kafkajs and the ClickHouse client over the same events: produce with
  \`acks: all\`, consume with \`eachBatch\`, parse, insert into a table of the same columns without rollups, identities,
  de-duplication or dead letters.
- **End to end** is from HTTP requests of a second process (batches of 500, four at a time) to stored and queryable, with
  client, collector, broker, pipeline and both databases on the same cores.
- **Memory** is that of a process with the whole product and the embedded ClickHouse engine, and nothing of the benchmark.
- **Query baseline**: the same question as plain SQL on the raw events in the same engine, \`uniqExact\` and joins. Both
  answers are compared before they are timed; parts are merged beforehand, of the raw events and of the rollups alike.
  What needs the raw events is against the quickest SQL that we could write by hand.
- The events of the queries are those of the simulated project, as often over as it takes, each time with other people.
- **Redirects** are asked for one after another over one connection by a process of its own, of both servers in turns; the product records
  each click meanwhile.
- **Remote evaluations** come over 64 connections from a process of its own, of both servers in turns; one that is late counts from when it was due.
- **Attribution** is by channel with a lookback of 30 days, from the raw events; the median of three. Its journeys are made up:
  ten touches a person in 59 days, half of them tagged.
`;
}

export const count = (value) => Math.round(value).toLocaleString('en-US');
export const ms = (value) => `${Math.round(value).toLocaleString('en-US')} ms`;
export const times = (value) => `${value.toFixed(value < 10 ? 2 : 1)} ×`;

/** Events a second of `work`. */
export async function perSecond(events, work) {
  const started = performance.now();
  await work();
  return (1000 * events) / (performance.now() - started);
}

/** Nearest rank. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

export const median = (values) => quantile(values, 0.5);
