import type { SpendPreview } from '@groundswell/contracts';
import {
  type ReadSpend,
  type SpendRow,
  UnusableSpend,
  isWorkbook,
  readSpend,
  readWorkbookSpend,
} from '@groundswell/ingestion';
import { ProblemException } from '@groundswell/platform';
import {
  ExchangeRateEntity,
  type ProjectEntity,
  SpendEntity,
  SpendImportEntity,
} from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { Between, DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Principal } from '../auth/principal.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { codedRows } from '../http/coded-rows.js';
import { Exchange } from './exchange.js';
import type { SpendFileOptions, SpendImported, SpendInput } from './spend.dto.js';
import { type FigureBefore, figuresBefore, restoreFigures, upsertSpend } from './spend-store.js';

const SHOWN = 20;

/** What advertising cost: read from exports or given, looked at before, upserted, undone. */
@Injectable()
export class SpendService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly campaigns: CampaignsService,
    private readonly audit: AuditService,
  ) {}

  /** Stores nothing. @throws ProblemException 400 with what to change in the file */
  async preview(
    project: ProjectEntity,
    file: Uint8Array | string,
    options: SpendFileOptions,
    signal?: AbortSignal,
  ): Promise<SpendPreview> {
    const read = await readFile(file, options, signal);
    const replaced = await this.dataSource.transaction((manager) =>
      figuresBefore(manager, project.id, read.rows),
    );
    const days = read.rows.map(({ day }) => day).sort();
    return {
      ...outcomeOf(read, replaced.length),
      ...{
        delimiter: read.delimiter,
        sheet: read.sheet,
        decimalMark: read.decimalMark,
        columns: read.columns,
      },
      sums: sumsOf(read.rows),
      ...{ from: days[0] ?? null, to: days.at(-1) ?? null },
      missingRates: await this.missingRates(project, read.rows),
      sample: read.rows.slice(0, SHOWN).map(({ platform: _, account: __, ...row }) => row),
    };
  }

  /** What can be read is stored; the refused rows are named. `caller` null: the product itself. @param signal of whoever waits for a workbook to be read */
  async import(
    project: ProjectEntity,
    file: Uint8Array | string,
    options: SpendFileOptions,
    caller: Principal | null,
    signal?: AbortSignal,
  ): Promise<SpendImported> {
    const read = await readFile(file, options, signal);
    return this.dataSource.transaction(async (manager) => {
      const before = await figuresBefore(manager, project.id, read.rows);
      const outcome = outcomeOf(read, before.length);
      const { id } = await manager.save(
        SpendImportEntity,
        logEntry(project.id, options.fileName ?? '', read, before),
      );
      await this.store(manager, project.id, read.rows, id);
      const { rejectedRows: _, ...counts } = outcome;
      await this.audit.record(caller, project.id, 'spend.import', `spendImports/${id}`, counts, manager);
      return { importId: id, ...outcome };
    });
  }

  /** One figure, by hand or by API; it takes the place of the one that is there. */
  async put(projectId: number, input: SpendInput, caller: Principal): Promise<SpendEntity> {
    const row = rowOf(input);
    return this.dataSource.transaction(async (manager) => {
      await this.store(manager, projectId, [row], null);
      const { platform, account, level, levelId, day, currency } = row;
      const where = { projectId, platform, account, level, levelId, day, currency };
      const saved = await manager.findOneByOrFail(SpendEntity, where);
      await this.audit.record(caller, projectId, 'spend.update', `spend/${saved.id}`, { ...input }, manager);
      return saved;
    });
  }

  /** Puts back what stood there before. @throws ProblemException 404, 409 where a later import stands on it */
  async undo(projectId: number, id: number, caller: Principal): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const log = await lockedImport(manager, projectId, id);
      if (log.undoneAt)
        throw new ProblemException(409, `Import ${id} is undone already.`).coded('spend_undone');
      const before = log.before as (FigureBefore & { id: number })[];
      const standing = await manager.countBy(SpendEntity, { projectId, importId: id });
      if (standing < log.accepted) throw new ProblemException(409, LATER).coded('spend_changed_later');
      await restoreFigures(manager, projectId, before);
      await manager.delete(SpendEntity, { projectId, importId: id });
      await manager.update(SpendImportEntity, { id, projectId }, { undoneAt: new Date() });
      await this.audit.record(caller, projectId, 'spend.undo', `spendImports/${id}`, {}, manager);
    });
  }

  private async store(
    manager: EntityManager,
    projectId: number,
    rows: readonly SpendRow[],
    importId: number | null,
  ) {
    if (rows.length === 0) return;
    const nodes = await this.campaigns.ensure(manager, projectId, rows, importId === null ? 'hand' : 'spend');
    await upsertSpend(manager, projectId, rows, nodes, importId);
  }

  private async missingRates(
    project: ProjectEntity,
    rows: readonly SpendRow[],
  ): Promise<SpendPreview['missingRates']> {
    const days = rows.map(({ day }) => day).sort();
    if (days.length === 0) return [];
    const exchange = await this.exchange(project.id, days[0]!, days.at(-1)!);
    const missing = new Map<string, Set<string>>();
    for (const { day, currency } of rows) {
      if (exchange.rate(day, currency, project.currency) !== null) continue;
      missing.set(currency, (missing.get(currency) ?? new Set()).add(day));
    }
    return [...missing].map(([currency, of]) => ({ currency, days: of.size }));
  }

  /** The rates of the days from `from` to `to`. */
  async exchange(projectId: number, from: string, to: string): Promise<Exchange> {
    const rates = this.dataSource.getRepository(ExchangeRateEntity);
    return new Exchange(await rates.findBy({ projectId, day: Between(from, to) }));
  }
}

const LATER =
  'Figures of this import were replaced or deleted since. Undo the later imports first; figures that were changed by hand stay as they are.';

async function readFile(
  file: Uint8Array | string,
  options: SpendFileOptions,
  signal?: AbortSignal,
): Promise<ReadSpend> {
  try {
    if (typeof file === 'string' || !isWorkbook(file)) return readSpend(file, options);
    return await readWorkbookSpend(file, options, signal);
  } catch (error) {
    if (error instanceof UnusableSpend) throw new ProblemException(400, error.message);
    const code = String((error as { code?: unknown } | null)?.code ?? '');
    if (code.startsWith('CSV_'))
      throw new ProblemException(400, `The CSV cannot be read: ${(error as Error).message}.`).coded(
        'csv_unreadable',
      );
    throw error;
  }
}

function outcomeOf(
  { platform, rows, refused, lines, summed, totalRows, masked }: ReadSpend,
  replaced: number,
) {
  return {
    ...{ platform, rows: lines, accepted: rows.length, replaced, summed, totalRows, masked },
    ...{ rejected: refused.length, rejectedRows: codedRows(refused) },
  };
}

function logEntry(
  projectId: number,
  fileName: string,
  read: ReadSpend,
  before: unknown[],
): Partial<SpendImportEntity> {
  const days = read.rows.map(({ day }) => day).sort();
  return {
    ...{ projectId, fileName, platform: read.platform, rows: read.lines, accepted: read.rows.length },
    ...{ replaced: before.length, rejected: read.refused.length, before },
    ...{ firstDay: days[0] ?? null, lastDay: days.at(-1) ?? null },
  };
}

function sumsOf(rows: readonly SpendRow[]): SpendPreview['sums'] {
  const sums = new Map<string, SpendPreview['sums'][number]>();
  for (const { currency, cost, impressions, clicks } of rows) {
    const sum = sums.get(currency) ?? { currency, cost: 0, impressions: 0, clicks: 0 };
    sum.cost = Math.round((sum.cost + cost) * 1e6) / 1e6;
    sum.impressions += impressions;
    sum.clicks += clicks;
    sums.set(currency, sum);
  }
  return [...sums.values()];
}

async function lockedImport(
  manager: EntityManager,
  projectId: number,
  id: number,
): Promise<SpendImportEntity> {
  const log = await manager
    .createQueryBuilder(SpendImportEntity, 'log')
    .addSelect('log.before')
    .where({ id, projectId })
    .setLock('pessimistic_write')
    .getOne();
  if (!log) throw new ProblemException(404, `This project has no import of spend ${id}.`);
  return log;
}

/** @throws ProblemException 400 where nothing is named */
function rowOf({ platform, account, day, currency, cost, ...given }: SpendInput): SpendRow {
  const names = { campaign: '', campaignId: '', adGroup: '', adGroupId: '', creative: '', creativeId: '' };
  const figures = { impressions: 0, clicks: 0, installs: 0, reach: 0 };
  const row = { ...names, ...figures, ...given };
  if (!row.campaign && !row.campaignId) {
    const message = 'name the campaign, or give its id (campaignId)';
    throw new ProblemException(400, `campaign: ${message}.`, [{ path: 'campaign', message }]);
  }
  const level =
    row.creative || row.creativeId ? 'creative' : row.adGroup || row.adGroupId ? 'adGroup' : 'campaign';
  const path = [row.campaignId || row.campaign];
  if (level !== 'campaign') path.push(row.adGroupId || row.adGroup);
  if (level === 'creative') path.push(row.creativeId || row.creative);
  return {
    platform,
    account,
    day,
    currency,
    cost,
    ...row,
    level,
    levelId: row[`${level}Id`] || path.join(' / '),
  };
}
