import {
  CLICKHOUSE,
  type ClickHouseClient,
  type ConversionEvent,
  type EventKey,
  type PersonClick,
  clickHistory,
  conversionEvents,
} from '@groundswell/clickhouse';
import { type Click, type Conversion, isConsent } from '@groundswell/conversions';
import {
  type ConversionDestinationEntity,
  type ConversionOutboxEntity,
  type PersonGroup,
  PersonGroups,
} from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { dayBefore } from './day-before.js';
import { CLICK_NAMES, said, texts, valueAt } from './said.js';

/** A conversion as far as it is known before it is sent. */
export type Row = EventKey &
  Pick<ConversionOutboxEntity, 'name' | 'value' | 'currency'> & { id: number; occurredAt: Date };

/** What is known of a row now; null: its event or its person is not there any more. */
export interface Facts {
  row: Row;
  known: { conversion: Conversion; hasConsent: boolean } | null;
}

/** Clicks that are older lead nowhere: no network looks back so far. */
const CLICK_DAYS = 90;

/** Looks up whom conversions are of and what brought them, at the moment when they are sent. */
@Injectable()
export class ConversionFacts {
  constructor(
    private readonly groups: PersonGroups,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
  ) {}

  async of(destination: ConversionDestinationEntity, rows: readonly Row[]): Promise<Facts[]> {
    if (rows.length === 0) return [];
    const { projectId, network } = destination;
    const roots = await this.groups.rootsOf(
      projectId,
      rows.map(({ personId }) => personId),
    );
    const people = [...new Set(roots.values())];
    const groups = await this.groups.load(projectId, people, 1);
    const events = await conversionEvents(this.clickhouse, projectId, rows);
    const earliest = new Date(Math.min(...rows.map(({ occurredAt }) => occurredAt.getTime())));
    const since = dayBefore(earliest, CLICK_DAYS);
    const clicks = await clickHistory(this.clickhouse, projectId, people, CLICK_NAMES[network], since);
    const world = new World(destination, roots, groups, events, clicks);
    return rows.map((row) => ({ row, known: world.known(row) }));
  }
}

/** What was looked up, to be put together row by row. */
class World {
  private readonly groups: Map<number, PersonGroup>;
  private readonly events: Map<string, ConversionEvent>;
  private readonly clicks = new Map<number, PersonClick[]>();

  constructor(
    private readonly destination: ConversionDestinationEntity,
    private readonly roots: Map<number, number>,
    groups: PersonGroup[],
    events: ConversionEvent[],
    clicks: PersonClick[],
  ) {
    this.groups = new Map(groups.map((group) => [group.personId, group]));
    this.events = new Map(events.map((event) => [event.eventId, event]));
    for (const click of clicks) {
      this.clicks.set(click.personId, [...(this.clicks.get(click.personId) ?? []), click]);
    }
  }

  known(row: Row): Facts['known'] {
    const event = this.events.get(row.eventId);
    const group = this.groups.get(this.roots.get(row.personId) ?? -1);
    if (!event || !group) return null;
    const clicks = clicksBefore(this.clicks.get(group.personId) ?? [], row.occurredAt);
    const { phoneCountry } = this.destination;
    return {
      conversion: conversionOf(row, event, group, clicks, phoneCountry),
      hasConsent: this.hasConsent(event, group),
    };
  }

  private hasConsent(event: ConversionEvent, group: PersonGroup): boolean {
    const { consentProperty } = this.destination;
    if (consentProperty === null) return true;
    const [scope, ...path] = consentProperty.split('.');
    const properties = scope === 'person' ? group.properties : event.properties;
    return isConsent(valueAt(properties, path));
  }
}

/** By name the last that was seen first at or before the conversion. */
function clicksBefore(clicks: readonly PersonClick[], at: Date): Record<string, Click> {
  const found: Record<string, Click> = {};
  for (const { name, value, at: seen, url } of clicks) {
    const isLater = !found[name] || found[name].at.getTime() < seen;
    if (seen <= at.getTime() && isLater) found[name] = { value, at: new Date(seen), url };
  }
  return found;
}

function conversionOf(
  { eventId, name, occurredAt, value, currency }: Row,
  { properties, country }: ConversionEvent,
  group: PersonGroup,
  clicks: Record<string, Click>,
  phoneCountry: string | null,
): Conversion {
  return {
    ...{ eventId, name, at: occurredAt, value, currency, clicks },
    cookies: {
      fbc: said('fbc', properties, group.properties),
      fbp: said('fbp', properties, group.properties),
      ttp: said('ttp', properties, group.properties),
    },
    emails: texts('email', group.properties),
    phones: texts('phone', group.properties),
    externalId: group.identified ? (group.distinctIds[0] ?? null) : null,
    country: phoneCountry ?? (country || null),
    url: said('url', properties),
    userAgent: said('userAgent', properties),
    ip: said('ip', properties),
  };
}
