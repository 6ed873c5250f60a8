import type { PathsQuery, PeopleCell } from '@groundswell/contracts';
import { checkRange, chooseSource } from '../conditions/choose-source.js';
import { pathPeople } from '../paths/paths.query.js';
import type { CellContext, PeopleSet } from './people-set.js';

type Link = { step: number; source: string; target: string };

export function pathsCell(
  { project, anyMerges, bindings }: CellContext,
  query: PathsQuery,
  cell: PeopleCell<'paths'>,
): PeopleSet {
  checkRange(query);
  const source = chooseSource(query.engine, 'it holds days, not what came first within them.');
  const link = 'step' in cell ? (cell as Link) : null;
  return { source, people: pathPeople(query, project, link, anyMerges, bindings) };
}
