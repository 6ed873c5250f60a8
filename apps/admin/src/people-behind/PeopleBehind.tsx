import { useBehind } from './useBehind.js';
import type { PeopleAsk } from './behind.js';
import { PeopleDrawer } from './PeopleDrawer.js';

/** Beside the numbers of `query`: the people behind the one that the URL names. */
export function PeopleBehind({ query, side = '' }: { query: PeopleAsk; side?: string }) {
  const { behind, change, close } = useBehind();
  if (behind?.kind !== query.kind || behind.side !== side) return null;
  return <PeopleDrawer query={query} behind={behind} onChange={change} onClose={close} />;
}
