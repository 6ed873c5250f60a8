import {
  CLICKHOUSE,
  type ClickHouseClient,
  UnanswerableQuery,
  latestConversions,
} from '@groundswell/clickhouse';
import type { ConversionRule } from '@groundswell/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { orClickHouseProblem } from '../queries/clickhouse-problem.js';
import { refuse } from './check-destination.js';
import { dayBefore } from './day-before.js';

/** Tries rules out before they are kept: filters and properties are what the store can be asked for. */
@Injectable()
export class RuleCheck {
  constructor(@Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient) {}

  /** @throws ProblemException 400 naming the rule, 503 */
  async check(projectId: number, rules: readonly ConversionRule[]): Promise<void> {
    const since = dayBefore(new Date(), 0);
    for (const [at, rule] of rules.entries()) {
      const search = { projectId, rule, since, withImports: false, limit: 1 };
      await latestConversions(this.clickhouse, search).catch((error: unknown) => {
        if (!(error instanceof UnanswerableQuery)) return orClickHouseProblem(error);
        refuse([{ path: `rules.${at}`, message: error.message.replace(/\.$/, '') }]);
        return [];
      });
    }
  }
}
