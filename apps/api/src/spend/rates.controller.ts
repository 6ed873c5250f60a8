import { XLSX } from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import { ExchangeRateEntity } from '@groundswell/postgres';
import { Body, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import { ZodResponse } from 'nestjs-zod';
import { Repository } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Caller, InProject, Requires } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { codedRows } from '../http/coded-rows.js';
import { idParam } from '../http/id-param.js';
import { type ListSpec, listPage } from '../http/list-page.js';
import { ListQueryDto } from '../http/list-query.js';
import { zodProblem } from '../http/zod-problem.js';
import { readRates } from './read-rates.js';
import { NewRateDto, RateCsvDto, RateDto, RatePageDto, RatesImportedDto } from './spend.dto.js';

const LIST: ListSpec<ExchangeRateEntity> = { fields: ['id', 'day', 'base', 'quote', 'rate'], id: 'id' };
const PAIR: (keyof ExchangeRateEntity)[] = ['projectId', 'day', 'base', 'quote'];

@ApiController('projects/:projectId/exchangeRates', 'Spend')
export class ExchangeRatesController {
  constructor(
    private readonly audit: AuditService,
    @InjectRepository(ExchangeRateEntity) private readonly rows: Repository<ExchangeRateEntity>,
  ) {}

  @Get()
  @ZodResponse({ status: 200, description: 'On a day, one base is rate of quote.', type: RatePageDto })
  async list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    return listPage(this.rows, LIST, { projectId: project.id }, query);
  }

  @Post()
  @Requires('campaign')
  @ZodResponse({
    status: 201,
    description: 'Stored, in the place of one for the day and pair.',
    type: RateDto,
  })
  async put(@Body() rate: NewRateDto, @InProject() { project }: ProjectAccess, @Caller() caller: Principal) {
    await this.rows.upsert({ ...rate, projectId: project.id }, { conflictPaths: PAIR });
    await this.audit.record(caller, project.id, 'exchangeRate.update', 'exchangeRates', { ...rate });
    const { day, base, quote } = rate;
    return this.rows.findOneByOrFail({ projectId: project.id, day, base, quote });
  }

  @Post('import')
  @HttpCode(200)
  @Requires('campaign')
  @ApiConsumes('application/json', 'text/csv', XLSX)
  @ApiBody({ type: RateCsvDto })
  @ApiOperation({
    summary: 'Stores rates from a CSV file or a workbook with the columns day, base, quote, rate.',
  })
  @ZodResponse({ status: 200, description: 'Stored.', type: RatesImportedDto })
  async import(@Body() body: unknown, @InProject() { project }: ProjectAccess, @Caller() caller: Principal) {
    const parsed = RateCsvDto.schema.safeParse(typeof body === 'string' ? { csv: body } : (body ?? {}));
    if (!parsed.success) throw zodProblem(parsed.error);
    const { rates, refused } = readRates(parsed.data.csv);
    for (let at = 0; at < rates.length; at += 5_000) {
      const some = rates.slice(at, at + 5_000).map((rate) => ({ ...rate, projectId: project.id }));
      await this.rows.upsert(some, { conflictPaths: PAIR });
    }
    const counts = { rows: rates.length + refused.length, accepted: rates.length, rejected: refused.length };
    await this.audit.record(caller, project.id, 'exchangeRate.import', 'exchangeRates', counts);
    return { ...counts, rejectedRows: codedRows(refused) };
  }

  @Delete(':id')
  @Requires('campaign')
  @HttpCode(204)
  async remove(
    @Param('id', idParam('rate')) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    const { affected } = await this.rows.delete({ id, projectId: project.id });
    if (!affected) throw new ProblemException(404, `This project has no rate ${id}.`);
    await this.audit.record(caller, project.id, 'exchangeRate.delete', `exchangeRates/${id}`);
  }
}
