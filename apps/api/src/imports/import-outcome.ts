import { CLICKHOUSE, type ClickHouseClient, countImported } from '@groundswell/clickhouse';
import { DeadLetterEntity, type ImportEntity } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Like, MoreThanOrEqual, Repository } from 'typeorm';

/** What became of the rows that an import put into the log, asked once all of them are stored. */
@Injectable()
export class ImportOutcome {
  constructor(
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
    @InjectRepository(DeadLetterEntity) private readonly deadLetters: Repository<DeadLetterEntity>,
  ) {}

  /** Accepted rows that changed nothing, as their message ids were stored before or came twice in the file. */
  async duplicates(row: ImportEntity, accepted: number): Promise<number> {
    const stored = await countImported(this.clickhouse, row.projectId, row.id);
    if (stored >= accepted) return 0;
    const letters = await this.deadLetters.countBy(lettersOf(row));
    return Math.max(0, accepted - stored - letters);
  }

  /** Before all of its rows come again, as those that are refused for good become dead letters again. */
  async forgetLetters(row: ImportEntity): Promise<void> {
    await this.deadLetters.delete(lettersOf(row));
  }
}

const lettersOf = ({ id, projectId, createdAt }: ImportEntity) => ({
  projectId,
  createdAt: MoreThanOrEqual(createdAt),
  payload: Like(`%"importId":"${id}"%`),
});
