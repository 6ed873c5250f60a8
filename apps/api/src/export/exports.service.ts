import {
  CLICKHOUSE,
  type ClickHouseClient,
  EVERY_DAY,
  type ExportedEvent,
  type ExportSelection,
  exportEvents,
} from '@groundswell/clickhouse';
import { type PersonGroup, PersonGroups, type ProjectEntity } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { AuditService } from '../audit/audit.service.js';
import type { Principal } from '../auth/principal.js';
import { PersonViews } from '../persons/person-views.js';
import { orClickHouseProblem } from '../queries/clickhouse-problem.js';
import type { ExportEventsQueryDto } from './export.dto.js';

const IDENTIFY = '$identify';
/** More ids than anybody has. */
const ALL_IDS = 1_000_000;

/** Parts of NDJSON: some lines each. */
export type Lines = AsyncGenerator<string>;

/** What is stored, as lines. The first of them is there when the promise resolves, so that a failure before is an answer. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly views: PersonViews,
    private readonly audit: AuditService,
    private readonly groups: PersonGroups,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
  ) {}

  /** @throws ProblemException 404, 503 */
  async person(projectId: number, personId: number, caller: Principal): Promise<Lines> {
    const person = await this.views.get(projectId, personId, ALL_IDS);
    await this.audit.record(caller, projectId, 'person.export', `persons/${person.personId}`);
    const selection = { projectId, personId: person.personId, ...EVERY_DAY };
    const head = JSON.stringify({ type: 'person', ...person }) + '\n';
    return started(
      head,
      this.lines(selection, (event) => ({ type: 'event', ...event })),
    );
  }

  /** @throws ProblemException 503 */
  async events(
    { id: projectId }: ProjectEntity,
    { from, to, event }: ExportEventsQueryDto,
    caller: Principal,
  ): Promise<Lines> {
    await this.audit.record(caller, projectId, 'events.export', `projects/${projectId}`, { from, to, event });
    return started(
      '',
      this.lines({ projectId, from, to, event }, (row) => row),
    );
  }

  private async *lines(selection: ExportSelection, shape: (row: object) => object): Lines {
    for await (const page of exportEvents(this.clickhouse, selection)) {
      const people = await this.knownOf(selection.projectId, page);
      yield page.map((row) => `${JSON.stringify(shape(named(row, people)))}\n`).join('');
    }
  }

  /** Those of the page's people that are known, by number. */
  private async knownOf(projectId: number, page: ExportedEvent[]): Promise<Map<unknown, PersonGroup>> {
    const people = [...new Set(page.map(({ personId }) => Number(personId)))];
    const groups = await this.groups.load(projectId, people, 1);
    return new Map(groups.flatMap((group) => (group.identified ? [[group.personId, group] as const] : [])));
  }
}

/** By what the person is called, and beside an identify what is known of them: an import takes both. */
function named(row: ExportedEvent, people: Map<unknown, PersonGroup>): ExportedEvent {
  const person = people.get(row.personId);
  if (!person) return row;
  const userId = person.distinctIds[0];
  return row.event === IDENTIFY ? { ...row, userId, traits: person.properties } : { ...row, userId };
}

async function started(head: string, lines: Lines): Promise<Lines> {
  const first = await lines.next().catch(orClickHouseProblem);
  return (async function* () {
    if (head !== '') yield head;
    if (first.done) return;
    yield first.value;
    yield* lines;
  })();
}
