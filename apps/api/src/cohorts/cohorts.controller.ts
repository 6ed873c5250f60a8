import { XLSX } from '@groundswell/contracts';
import { CohortDeliveryEntity, CohortEntity, CohortIds } from '@groundswell/postgres';
import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiQuery } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import { Repository } from 'typeorm';
import { Caller, ChangesNothing, InProject, Requires } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { type ListSpec, listPage } from '../http/list-page.js';
import { ListQueryDto } from '../http/list-query.js';
import { zodProblem } from '../http/zod-problem.js';
import { PersonViews } from '../persons/person-views.js';
import { asCsvFile } from '../queries/csv-file.js';
import { peopleCsv } from '../queries/people-csv.js';
import { pageName, peopleFile, peopleOf } from '../queries/people-file.js';
import {
  ChangeCohortDto,
  CohortDto,
  CohortFileDto,
  CohortFilePreviewDto,
  CohortIdsAnswerDto,
  CohortIdsDto,
  CohortOverlapDto,
  CohortPageDto,
  CohortPeopleDto,
  CohortPeopleQueryDto,
  CohortPreviewDto,
  CohortSizeDto,
  type CohortView,
  NewCohortDto,
  OverlapQueryDto,
} from './cohort.dto.js';
import { CohortsService } from './cohorts.service.js';
import { idsOfCsv, readIds } from './ids-of-csv.js';

const LIST: ListSpec<CohortEntity> = {
  fields: ['id', 'name', 'kind', 'mode', 'size', 'createdAt', 'updatedAt'],
  search: ['name', 'description'],
  id: 'id',
};
const cohortId = idParam('cohort');
const SAMPLE = 20;

@ApiController('projects/:projectId/cohorts', 'Cohorts')
export class CohortsController {
  constructor(
    private readonly cohorts: CohortsService,
    private readonly ids: CohortIds,
    private readonly views: PersonViews,
    @InjectRepository(CohortEntity) private readonly rows: Repository<CohortEntity>,
    @InjectRepository(CohortDeliveryEntity) private readonly deliveries: Repository<CohortDeliveryEntity>,
  ) {}

  @Get()
  @ZodResponse({ status: 200, description: 'Saved audiences.', type: CohortPageDto })
  async list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    const page = await listPage(this.rows, LIST, { projectId: project.id }, query);
    return { data: await Promise.all(page.data.map((cohort) => this.view(cohort))), total: page.total };
  }

  @Get('overlap')
  @ZodResponse({ status: 200, description: 'People in each, and in each two.', type: CohortOverlapDto })
  async overlap(@Query() { ids }: OverlapQueryDto, @InProject() { project }: ProjectAccess) {
    const people = await this.cohorts.overlap(project, ids);
    return { ids, people, shares: sharesOf(people) };
  }

  @Post('preview')
  @HttpCode(200)
  @Requires('read')
  @ChangesNothing()
  @ApiOperation({ summary: 'How many people these rules hold now. Stores nothing.' })
  @ZodResponse({ status: 200, description: 'Counted.', type: CohortSizeDto })
  async preview(@Body() { definition }: CohortPreviewDto, @InProject() { project }: ProjectAccess) {
    return { size: await this.cohorts.sizeOf(project, definition) };
  }

  @Post('ids/preview')
  @HttpCode(200)
  @Requires('report')
  @ChangesNothing()
  @ApiConsumes('application/json', 'text/csv', XLSX)
  @ApiBody({ type: CohortFileDto })
  @ApiOperation({ summary: 'Which ids a file gives to a list. Stores nothing.' })
  @ZodResponse({ status: 200, description: 'By the rules of a list.', type: CohortFilePreviewDto })
  previewIds(@Body() body: unknown) {
    const { column, ids } = readIds(csvOf(body));
    return { given: ids.length, column, sample: ids.slice(0, SAMPLE) };
  }

  @Get(':id')
  @ZodResponse({ status: 200, description: 'One cohort.', type: CohortDto })
  async get(@Param('id', cohortId) id: number, @InProject() { project }: ProjectAccess) {
    return this.view(await this.cohorts.get(project.id, id));
  }

  @Get(':id/people')
  @ApiOperation({ summary: 'Its people, by id; `format=csv` for a file.' })
  @ApiOkResponse({ description: 'A page of them.', type: CohortPeopleDto })
  async people(
    @Param('id', cohortId) id: number,
    @Query() { format, page = 1, perPage }: CohortPeopleQueryDto,
    @InProject() { project }: ProjectAccess,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const name = `cohort-${id}`;
    if (format === 'csv' && page === 1 && perPage === undefined) {
      const part = await this.cohorts.parts(project, id);
      return peopleFile(part, (ids) => peopleOf(this.views, project.id, ids), name);
    }
    const size = perPage ?? 25;
    const { personIds, total } = await this.cohorts.people(project, id, { page, perPage: size });
    const answer = { data: await peopleOf(this.views, project.id, personIds), total, page, perPage: size };
    return format === 'json' ? answer : asCsvFile(reply, pageName(name, answer), peopleCsv(answer));
  }

  @Post()
  @Requires('report')
  @ApiConsumes('application/json', 'text/csv', XLSX)
  @ApiBody({ type: NewCohortDto })
  @ApiQuery({ name: 'name', required: false, description: 'With a file as the body, as are the next two.' })
  @ApiQuery({ name: 'description', required: false })
  @ApiQuery({ name: 'mode', required: false })
  @ZodResponse({
    status: 201,
    description: 'Made, taken down where it is static or a list, and counted.',
    type: CohortDto,
  })
  async create(
    @Body() body: unknown,
    @Query() query: Record<string, unknown>,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    const { definition, ids, csv, ...given } = newCohortOf(body, query);
    const who = definition ? { definition } : { ids: ids ?? idsOfCsv(csv ?? '') };
    return this.view(await this.cohorts.create(project, { ...given, ...who }, caller));
  }

  @Post(':id/refresh')
  @HttpCode(200)
  @Requires('report')
  @ApiOperation({ summary: 'Takes its people down anew where they are taken down, and counts them.' })
  @ZodResponse({ status: 200, description: 'As it is now.', type: CohortDto })
  async refresh(@Param('id', cohortId) id: number, @InProject() { project }: ProjectAccess) {
    return this.view(await this.cohorts.refresh(project, await this.cohorts.get(project.id, id)));
  }

  @Post(':id/ids')
  @HttpCode(200)
  @Requires('report')
  @ApiConsumes('application/json', 'text/csv', XLSX)
  @ApiBody({ type: CohortIdsDto })
  @ApiOperation({
    summary: 'Adds ids to a list, or with `replace` puts them in the place of what was there.',
  })
  @ZodResponse({ status: 200, description: 'Added and counted.', type: CohortIdsAnswerDto })
  addIds(
    @Param('id', cohortId) id: number,
    @Body() body: unknown,
    @Query('replace') replace: string | undefined,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return this.cohorts.addIds(project, id, idsOf(body, replace === 'true'), caller);
  }

  @Patch(':id')
  @Requires('report')
  @ZodResponse({ status: 200, description: 'Changed.', type: CohortDto })
  async change(
    @Param('id', cohortId) id: number,
    @Body() change: ChangeCohortDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return this.view(await this.cohorts.change(project, id, change, caller));
  }

  @Delete(':id')
  @Requires('report')
  @HttpCode(204)
  async remove(
    @Param('id', cohortId) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    await this.cohorts.remove(project, id, caller);
  }

  private async view(cohort: CohortEntity): Promise<CohortView> {
    const { id, name, description, kind, mode, definition, size, version } = cohort;
    const delivery = await this.deliveries.findOneBy({ cohortId: id });
    return {
      ...{ id, name, description, kind, mode, definition, size, version },
      idCount: kind === 'list' ? await this.ids.count(id) : null,
      sizedAt: cohort.sizedAt?.toISOString() ?? null,
      refreshedAt: cohort.refreshedAt?.toISOString() ?? null,
      delivery: delivery?.computedAt
        ? {
            idCount: delivery.idCount,
            reach: delivery.reach,
            computedAt: delivery.computedAt.toISOString(),
          }
        : null,
      createdAt: cohort.createdAt.toISOString(),
      updatedAt: cohort.updatedAt.toISOString(),
    };
  }
}

/** The file as the body, or as a field of JSON. */
function csvOf(body: unknown): string {
  if (body === undefined || body === null || typeof body === 'string') return body ?? '';
  const parsed = CohortFileDto.schema.safeParse(body);
  if (!parsed.success) throw zodProblem(parsed.error);
  return parsed.data.csv;
}

/** JSON; or a file of ids as the body, with the rest in the query: it may be larger than JSON is taken. */
function newCohortOf(body: unknown, query: Record<string, unknown>) {
  const given = typeof body === 'string' ? { ...query, csv: body } : (body ?? {});
  const parsed = NewCohortDto.schema.safeParse(given);
  if (!parsed.success) throw zodProblem(parsed.error);
  return parsed.data;
}

/** A file as the body, or JSON. */
function idsOf(body: unknown, replace: boolean): { ids: string[]; replace: boolean } {
  if (typeof body === 'string') return { ids: idsOfCsv(body), replace };
  const parsed = CohortIdsDto.schema.safeParse(body ?? {});
  if (!parsed.success) throw zodProblem(parsed.error);
  const { ids, csv, replace: alone } = parsed.data;
  return { ids: ids ?? idsOfCsv(csv ?? ''), replace: alone };
}

/** Of each row's cohort, whose size is on the diagonal. */
function sharesOf(people: number[][]): (number | null)[][] {
  return people.map((row, at) => row.map((both) => (row[at] ? both / row[at] : null)));
}
