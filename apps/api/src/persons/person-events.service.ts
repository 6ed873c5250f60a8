import {
  CLICKHOUSE,
  type ClickHouseClient,
  type EventPlace,
  personEvents,
  type RecentEvent,
} from '@groundswell/clickhouse';
import { ProblemException } from '@groundswell/platform';
import { Inject, Injectable } from '@nestjs/common';
import { orClickHouseProblem } from '../queries/clickhouse-problem.js';
import { PersonViews } from './person-views.js';

export interface EventsPage {
  data: RecentEvent[];
  next: string | null;
}

/** What a person did, newest first. */
@Injectable()
export class PersonEventsService {
  constructor(
    private readonly views: PersonViews,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
  ) {}

  async page(projectId: number, personId: number, limit: number, after?: string): Promise<EventsPage> {
    const place = after === undefined ? undefined : readCursor(after);
    const person = await this.views.get(projectId, personId, 1);
    if (person.lastSeen === null) return { data: [], next: null };
    const options = { limit, after: place, newest: Date.parse(person.lastSeen) };
    const data = await personEvents(this.clickhouse, projectId, person.personId, options).catch(
      orClickHouseProblem,
    );
    const last = data.length === limit ? data.at(-1) : undefined;
    return { data, next: last ? writeCursor(last) : null };
  }
}

function writeCursor({ timestamp, eventId }: RecentEvent): string {
  return Buffer.from(`${Date.parse(timestamp)}:${eventId}`).toString('base64url');
}

function readCursor(text: string): EventPlace {
  const [, timestamp, eventId] = /^(-?\d{1,15}):(.+)$/s.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (timestamp === undefined || eventId === undefined) {
    const message = 'is not the "next" of a page before';
    throw new ProblemException(400, `after ${message}.`, [{ path: 'after', message }]);
  }
  return { timestamp: Number(timestamp), eventId };
}
