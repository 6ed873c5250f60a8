import type { PathsAnswer, PathsQuery } from '@groundswell/contracts';
import { answerHead } from '../answer-head.js';
import { checkRange, chooseSource } from '../conditions/choose-source.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { hasMerges } from '../identity/insert-merges.js';
import type { ProjectSettings } from '../project-settings.js';
import { orRegexProblem } from '../regex-problem.js';
import { pathsFromEvents } from './paths.query.js';

/** Of a step, most people first. */
const LINKS_PER_STEP = 1_000;

interface Row {
  step: number;
  source: string;
  target: string;
  users: number | string;
  listed: number | string;
}

/**
 * What people do next, or did before (docs/definitions.md, "Paths").
 * @throws UnanswerableQuery when the rollup is forced: it holds days, not the order within them
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function paths(
  client: ClickHouseClient,
  project: ProjectSettings,
  query: PathsQuery,
  now: Date,
): Promise<PathsAnswer> {
  const started = performance.now();
  checkRange(query);
  const source = chooseSource(query.engine, 'it holds days, not what came first within them.');
  const sql = pathsFromEvents(query, project, await hasMerges(client, project.id), LINKS_PER_STEP);
  const rows = await ask<Row>(client, sql).catch(orRegexProblem);
  const links = rows.filter(({ step }) => Number(step) > 0);
  const inStep = new Map(links.map(({ step, listed }) => [Number(step), Number(listed)]));
  const all = [...inStep.values()].reduce((sum, listed) => sum + listed, 0);
  return {
    kind: 'paths',
    ...answerHead(project, source, now, started),
    links: links.map(({ step, users, ...ends }) => ({
      source: ends.source,
      target: ends.target,
      step: Number(step),
      users: Number(users),
    })),
    users: Number(rows.find(({ step }) => Number(step) === 0)?.users ?? 0),
    omitted: all - links.length,
  };
}
