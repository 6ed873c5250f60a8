import {
  type Arrival,
  type Path,
  type Touch,
  attribute,
  foreignHost,
  isTagged,
  keyOf,
  touchesBefore,
} from '@groundswell/attribution';
import type { ProjectSettings } from '@groundswell/clickhouse';
import type { AttributionQuery, Traffic } from '@groundswell/contracts';
import { dayOf } from './query-reference.js';

const DAY = 86_400_000;

/** What an event says that matters here. */
export interface Move extends Partial<Omit<Arrival, 'referrerHost'>> {
  person: number;
  at: number;
  event: string;
  sessionId?: string;
  referrer?: string;
  url?: string;
  traffic?: Traffic;
  revenue?: unknown;
}

const NOTHING = { utmSource: '', utmMedium: '', utmCampaign: '', utmContent: '', utmTerm: '', clickIds: {} };

function arrivalOf(move: Move): Arrival {
  const said = Object.fromEntries(Object.entries(move).filter(([, value]) => value !== undefined));
  return {
    ...NOTHING,
    ...said,
    referrerHost: foreignHost(move.referrer ?? '', move.url ?? ''),
    page: move.url,
  };
}

interface Seen {
  move: Move;
  order: number;
  arrival: Arrival;
  tags: string;
}

/** Moves in the order of ingestion, and who counts as whom; credits by walking over each person's moves in order. */
export function attributionReference(
  moves: Move[],
  merges: Map<number, number>,
  project: ProjectSettings,
  query: AttributionQuery,
): {
  rows: Map<string, { conversions: number; revenue: number }>;
  conversions: number;
  revenue: number;
  paths: Path[];
} {
  const human = moves
    .map((move, order) => ({ move, order }))
    .filter(({ move }) => query.traffic === 'all' || (move.traffic ?? 'human') === 'human');
  const people = new Map<number, { move: Move; order: number }[]>();
  for (const one of human) {
    const person = merges.get(one.move.person) ?? one.move.person;
    people.set(person, [...(people.get(person) ?? []), one]);
  }
  const paths = [...people.values()].flatMap((own) => pathsOf(own, project, query));
  const rows = attribute(paths, {
    model: query.model,
    repeats: query.repeats,
    halfLifeMs: query.halfLifeDays * DAY,
  });
  const sum = (measure: (path: Path) => number) => paths.reduce((all, path) => all + measure(path), 0);
  return { rows, conversions: sum((path) => path.conversions), revenue: sum((path) => path.revenue), paths };
}

function pathsOf(
  own: { move: Move; order: number }[],
  project: ProjectSettings,
  query: AttributionQuery,
): Path[] {
  const isInRange = ({ at }: { at: number }) => {
    const day = dayOf(at, project.timeZone);
    return query.from <= day && day <= query.to;
  };
  const touches = touchesOf(own, project, query);
  const viewThroughMs = query.viewThrough && query.viewThrough.days * DAY;
  const path = (end: number, conversions: number, nulls: number, revenue: number): Path => ({
    touches: touchesBefore(touches, end, query.lookbackDays * DAY, viewThroughMs),
    ...{ conversions, nulls, revenue },
  });
  const made = own.filter(({ move }) => move.event === query.conversion.event && isInRange(move));
  if (made.length > 0) {
    return made.map(({ move }) =>
      path(move.at, 1, 0, query.conversion.revenueProperty === undefined ? 0 : revenueOf(move)),
    );
  }
  const inRange = touches.filter(isInRange).map(({ at }) => at);
  return inRange.length > 0 ? [path(Math.max(...inRange), 0, 1, 0)] : [];
}

/** What is no finite number brings nothing. */
export const revenueOf = ({ revenue }: Move) => {
  const number = typeof revenue === 'boolean' ? NaN : Number(revenue ?? 0);
  return Number.isFinite(number) && revenue !== '' ? number : 0;
};

function touchesOf(
  own: { move: Move; order: number }[],
  project: ProjectSettings,
  { from, lookbackDays, level, viewThrough }: AttributionQuery,
) {
  // A day before the first window of whole days.
  const days = Math.max(lookbackDays, viewThrough?.days ?? 0);
  const first = Date.parse(from) / DAY - Math.ceil(days) - (days > 0 ? 1 : 0) - 1;
  const seen: Seen[] = own
    .filter(({ move }) => Date.parse(dayOf(move.at, project.timeZone)) / DAY >= first)
    .map(({ move, order }) => {
      const arrival = arrivalOf(move);
      const { utmSource, utmMedium, utmCampaign, utmContent, utmTerm, clickIds } = arrival;
      const tags = JSON.stringify([utmSource, utmMedium, utmCampaign, utmContent, utmTerm, clickIds]);
      return { move, order, arrival, tags: isTagged(arrival) ? tags : '' };
    })
    .filter(({ move, tags }) => move.event !== '$impression' || (viewThrough && tags !== ''))
    .filter(({ move, tags }) => tags !== '' || ['$pageview', '$screen'].includes(move.event))
    .sort((a, b) => a.move.at - b.move.at || a.order - b.order);
  const visits = new Map<string, { last: number; tags: Set<string> }>();
  const touches: Touch[] = [];
  for (const { move, order, arrival, tags } of seen) {
    const touch = { key: keyOf(arrival, level, project.channelRules), at: move.at, order };
    if (move.event === '$impression') {
      touches.push({ ...touch, kind: 'impression' });
      continue;
    }
    const session = move.sessionId ?? '';
    const visit = visits.get(session);
    const goesOn = visit && move.at - visit.last < (session === '' ? 30 * 60_000 : DAY);
    const known = goesOn ? visit.tags : new Set<string>();
    if (!goesOn || (tags !== '' && !known.has(tags)))
      touches.push(tags === '' ? touch : { ...touch, kind: 'click' });
    visits.set(session, { last: move.at, tags: known.add(tags) });
  }
  return touches;
}
