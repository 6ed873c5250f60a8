import { CONVERSION_STATES, type ConversionState, RESENDABLE_STATES } from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import { ConversionOutboxEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Principal } from '../auth/principal.js';

const AGAIN = { state: 'queued', attempts: 0, problem: null } as const;

/** What members may do with conversions of the outbox. */
@Injectable()
export class ConversionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** @throws ProblemException 404 */
  async get(projectId: number, id: number, manager: EntityManager = this.dataSource.manager) {
    const row = await manager.getRepository(ConversionOutboxEntity).findOneBy({ id, projectId });
    if (!row)
      throw new ProblemException(404, `This project has no conversion ${id}.`).coded('not_there', { id });
    return row;
  }

  /** How many are in each state. */
  async counts(projectId: number, destinationId?: number): Promise<Record<ConversionState, number>> {
    const rows = await this.dataSource.query<{ state: ConversionState; count: number }[]>(
      `SELECT state, count(*)::int AS count FROM conversion_outbox
       WHERE project_id = $1 AND ($2::int IS NULL OR destination_id = $2) GROUP BY state`,
      [projectId, destinationId ?? null],
    );
    const counts = new Map(rows.map(({ state, count }) => [state, count]));
    return Object.fromEntries(CONVERSION_STATES.map((state) => [state, counts.get(state) ?? 0])) as Record<
      ConversionState,
      number
    >;
  }

  /** @throws ProblemException 404, 409 for one that is on its way or has arrived */
  resend(projectId: number, id: number, caller: Principal): Promise<ConversionOutboxEntity> {
    return this.dataSource.transaction(async (manager) => {
      const { affected } = await manager.update(
        ConversionOutboxEntity,
        { id, projectId, state: In([...RESENDABLE_STATES]) },
        { ...AGAIN, nextAttemptAt: new Date(), updatedAt: new Date() },
      );
      const row = await this.get(projectId, id, manager);
      if (!affected) {
        throw new ProblemException(
          409,
          `It is ${row.state}: only ${RESENDABLE_STATES.join(', ')} can be resent.`,
        );
      }
      await this.audit.record(caller, projectId, 'conversion.resend', `conversions/${id}`, {}, manager);
      return row;
    });
  }

  /** All of a destination in these states; says how many. */
  resendAll(
    projectId: number,
    destinationId: number,
    states: readonly ConversionState[],
    caller: Principal,
  ): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const { affected } = await manager.update(
        ConversionOutboxEntity,
        { projectId, destinationId, state: In([...states]) },
        { ...AGAIN, nextAttemptAt: new Date(), updatedAt: new Date() },
      );
      const target = `conversionDestinations/${destinationId}`;
      await this.audit.record(caller, projectId, 'conversion.resend', target, { states, affected }, manager);
      return affected ?? 0;
    });
  }
}
