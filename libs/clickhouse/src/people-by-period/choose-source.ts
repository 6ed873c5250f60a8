import type { Engine, Filter } from '@groundswell/contracts';
import { beyondRollup } from '../conditions/event-condition.js';
import { UnanswerableQuery } from '../unanswerable-query.js';

/** Which engine answers a question about active people by local days. @throws UnanswerableQuery when the forced one cannot */
export function chooseSource(query: {
  from: string;
  to: string;
  engine: Engine;
  filters?: Filter[];
}): 'rollup' | 'events' {
  if (query.from > query.to) throw new UnanswerableQuery('from must not be after to.');
  if (query.engine === 'events') return 'events';
  const filter = beyondRollup(query.filters);
  if (!filter) return 'rollup';
  if (query.engine === 'auto') return 'events';
  throw new UnanswerableQuery(
    `The rollup cannot answer this: it cannot filter ${filter.property} by ${filter.operator}, only event and platform. Use "engine": "events" or "auto".`,
  );
}
