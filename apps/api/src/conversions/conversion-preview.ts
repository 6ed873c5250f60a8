import { CLICKHOUSE, type ClickHouseClient, latestConversions } from '@groundswell/clickhouse';
import { type AdNetwork, CONVERSION_NAMES } from '@groundswell/contracts';
import { type Conversion, type Protocol, ageLimitDays, protocolOf } from '@groundswell/conversions';
import { ProblemException } from '@groundswell/platform';
import {
  type ConversionDestinationEntity,
  ConversionDestinationEntity as Destination,
  ConversionOutboxEntity,
} from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { orClickHouseProblem } from '../queries/clickhouse-problem.js';
import { refuse, testIssues } from './check-destination.js';
import { ConversionFacts, type Row } from './conversion-facts.js';
import { conversionOf } from './conversion-fill.js';
import { overBefore } from './conversion-send.js';
import { dayBefore } from './day-before.js';
import { NetworkClient, senderOf, shownAddress } from './network-client.js';
import { codeOfReason } from './reason-code.js';

const TEST_EVERY_SECONDS = 10;

/** What would be sent, and a test of what is set, without touching the outbox. */
@Injectable()
export class ConversionPreview {
  constructor(
    private readonly dataSource: DataSource,
    private readonly facts: ConversionFacts,
    private readonly client: NetworkClient,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
  ) {}

  /** @throws ProblemException 404 for a conversion that this destination does not have */
  async dryRun(destination: ConversionDestinationEntity, limit: number, conversionId?: number) {
    const rows =
      conversionId === undefined
        ? await this.latest(destination, limit).catch(orClickHouseProblem)
        : await this.one(destination, conversionId);
    const now = new Date();
    const facts = await this.facts.of(destination, rows).catch(orClickHouseProblem);
    const judged = facts.map((one) => ({ ...one, over: overBefore(destination, one.row, one.known, now) }));
    const ready = judged.flatMap(({ known, over }) => (known && !over ? [known.conversion] : []));
    const left = judged.flatMap(({ row, over }) =>
      over ? [{ eventId: row.eventId, state: over[0], reason: over[1], ...codeOfReason(over[1]) }] : [],
    );
    return { requests: requestsOf(destination, ready), left };
  }

  /**
   * Sends one made-up conversion that the network checks and does not count.
   * @throws ProblemException 400 where the network knows no tests, 429 where one was sent just now
   */
  async test(destination: ConversionDestinationEntity) {
    refuse(testIssues(destination.network, destination.settings));
    await this.takeTurn(destination);
    const example = exampleOf(destination);
    const { reading, answer } = await this.client.send(destination, [example], true);
    const accepted = reading.kind === 'each' && reading.verdicts[0]?.kind === 'accepted';
    const problem = reading.kind === 'each' ? null : reading.reason;
    return { accepted, problem, answer, request: this.client.shown(destination, example) };
  }

  private async takeTurn({ id }: ConversionDestinationEntity): Promise<void> {
    const { affected } = await this.dataSource
      .createQueryBuilder()
      .update(Destination)
      .set({ testedAt: () => 'now()' })
      .where(`id = :id AND (tested_at IS NULL OR tested_at < now() - make_interval(secs => :seconds))`, {
        id,
        seconds: TEST_EVERY_SECONDS,
      })
      .updateEntity(false)
      .execute();
    if (affected) return;
    const detail = `A test was sent just now: wait ${TEST_EVERY_SECONDS} seconds.`;
    throw new ProblemException(429, detail, undefined, TEST_EVERY_SECONDS);
  }

  /** Of all rules, the latest events that fit. */
  private async latest(destination: ConversionDestinationEntity, limit: number): Promise<Row[]> {
    const { projectId, network, maxAgeDays, rules, includeImports: withImports } = destination;
    const since = dayBefore(new Date(), ageLimitDays(network, maxAgeDays));
    const found = await Promise.all(
      rules.map(async (rule) => {
        const search = { projectId, rule, since, withImports, limit };
        return (await latestConversions(this.clickhouse, search)).map((one) => conversionOf(one, rule));
      }),
    );
    return found
      .flat()
      .map((one) => ({ ...one, id: 0, occurredAt: new Date(one.occurredAt) }))
      .sort((a, b) => b.occurredAt.getTime() - a.occurredAt.getTime())
      .slice(0, limit);
  }

  private async one({ id, projectId }: ConversionDestinationEntity, conversionId: number): Promise<Row[]> {
    const where = { id: conversionId, destinationId: id, projectId };
    const row = await this.dataSource.getRepository(ConversionOutboxEntity).findOneBy(where);
    if (!row) throw new ProblemException(404, `This destination has no conversion ${conversionId}.`);
    return [row];
  }
}

function requestsOf(destination: ConversionDestinationEntity, ready: Conversion[]) {
  const protocol = protocolOf(destination.network) as Protocol<AdNetwork>;
  const count = Math.ceil(ready.length / protocol.maxBatch);
  return Array.from({ length: count }, (_, at) => {
    const batch = ready.slice(at * protocol.maxBatch, (at + 1) * protocol.maxBatch);
    const request = protocol.request(batch, senderOf(destination, destination.testMode));
    return { url: shownAddress(destination, request), body: request.body };
  });
}

/** Nobody real. */
function exampleOf({ network, rules }: ConversionDestinationEntity): Conversion {
  const at = new Date();
  return {
    eventId: `groundswell-test-${randomUUID()}`,
    name: rules[0]?.name ?? CONVERSION_NAMES[network].usual[0]!,
    at,
    value: 1,
    currency: rules[0]?.currency ?? 'USD',
    clicks: {},
    cookies: { fbc: null, fbp: null, ttp: null },
    emails: ['test@example.com'],
    phones: ['+16505551212'],
    externalId: 'groundswell-test',
    country: null,
    url: 'https://example.com/',
    userAgent: 'Groundswell',
    ip: null,
  };
}
