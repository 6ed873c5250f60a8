import type { ExperimentPlan } from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import { ExperimentEntity, type ProjectEntity } from '@groundswell/postgres';
import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ZodResponse } from 'nestjs-zod';
import { Repository } from 'typeorm';
import { Caller, ChangesNothing, InProject, Requires } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { Act } from '../http/act.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { type ListSpec, listPage } from '../http/list-page.js';
import { ListQueryDto } from '../http/list-query.js';
import { ProjectRows, type Resource } from '../resources/project-rows.js';
import { ChecklistService } from './checklist.service.js';
import { ExperimentHistory } from './experiment-history.service.js';
import { experimentView } from './experiment-view.js';
import {
  ChangeExperimentDto,
  ChecklistDto,
  DecideDto,
  ExperimentDto,
  ExperimentHistoryDto,
  ExperimentPageDto,
  NewExperimentDto,
  PlanDto,
  PlanQuestionDto,
} from './experiment.dto.js';
import { ExperimentsService } from './experiments.service.js';
import { PlannerService } from './planner.service.js';

export const EXPERIMENTS: Resource<ExperimentEntity> = {
  entity: ExperimentEntity,
  name: 'experiment',
  path: 'experiments',
};
const LIST: ListSpec<ExperimentEntity> = {
  fields: [
    ...(['id', 'key', 'name', 'kind', 'template', 'state', 'verdict'] as const),
    ...(['startedAt', 'stoppedAt', 'createdAt'] as const),
  ],
  search: ['key', 'name', 'hypothesis', 'verdictReason', 'learned'],
  id: 'id',
};
const experimentId = idParam('experiment');

@ApiController('projects/:projectId/experiments', 'Experiments')
export class ExperimentsController {
  constructor(
    private readonly rowsOfProject: ProjectRows,
    private readonly experiments: ExperimentsService,
    private readonly checklist: ChecklistService,
    private readonly history: ExperimentHistory,
    private readonly planner: PlannerService,
    @InjectRepository(ExperimentEntity) private readonly rows: Repository<ExperimentEntity>,
  ) {}

  @Get()
  @ZodResponse({
    status: 200,
    description:
      'Tests and holdouts; `filter={"q":…}` looks into names, hypotheses, reasons and what was learned.',
    type: ExperimentPageDto,
  })
  async list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    const page = await listPage(this.rows, LIST, { projectId: project.id }, query);
    return { data: page.data.map(experimentView), total: page.total };
  }

  @Get(':id')
  @ZodResponse({ status: 200, description: 'One experiment.', type: ExperimentDto })
  async get(@Param('id', experimentId) id: number, @InProject() { project }: ProjectAccess) {
    return experimentView(await this.rowsOfProject.get(EXPERIMENTS, project.id, id));
  }

  @Post()
  @Requires('experiment')
  @ZodResponse({ status: 201, description: 'A draft.', type: ExperimentDto })
  async create(
    @Body() input: NewExperimentDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return experimentView(await this.experiments.create(project.id, input, caller));
  }

  @Post('plan')
  @Requires('read')
  @ChangesNothing()
  @HttpCode(200)
  @ZodResponse({
    status: 200,
    description:
      "How many people a test needs, and how many days that takes, from the project's own history.",
    type: PlanDto,
  })
  plan(@Body() question: PlanQuestionDto, @InProject() { project }: ProjectAccess) {
    return this.planner.plan(project, question);
  }

  @Patch(':id')
  @Requires('experiment')
  @ZodResponse({
    status: 200,
    description:
      'Changed. After the start only what leaves the question as it was: names, what was learned, more coverage, further metrics that are no goals, slices; the rest is a 409.',
    type: ExperimentDto,
  })
  async change(
    @Param('id', experimentId) id: number,
    @Body() change: ChangeExperimentDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return experimentView(await this.experiments.change(project.id, id, change, caller));
  }

  @Delete(':id')
  @Requires('experiment')
  @HttpCode(204)
  async remove(
    @Param('id', experimentId) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    await this.experiments.remove(project.id, id, caller);
  }

  @Get(':id/checklist')
  @ZodResponse({ status: 200, description: 'What is looked at before a start.', type: ChecklistDto })
  async checks(@Param('id', experimentId) id: number, @InProject() { project }: ProjectAccess) {
    const row = await this.rowsOfProject.get(EXPERIMENTS, project.id, id);
    const { checks } = await this.checklist.look(project, row);
    return { canStart: checks.every(({ outcome }) => outcome !== 'blocking'), checks };
  }

  @Get(':id/history')
  @ZodResponse({ status: 200, description: 'Every change, newest first.', type: ExperimentHistoryDto })
  async changes(
    @Param('id', experimentId) id: number,
    @Query() query: ListQueryDto,
    @InProject() { project }: ProjectAccess,
  ) {
    return this.history.page(await this.rowsOfProject.get(EXPERIMENTS, project.id, id), query);
  }

  @Act('start', 'Runs: SDKs are told of it.', ExperimentDto)
  async start(
    @Param('id', experimentId) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    const row = await this.rowsOfProject.get(EXPERIMENTS, project.id, id);
    const planned = row.state === 'draft' ? await this.mustPass(project, row) : null;
    const values = { state: 'running', startedAt: new Date(), planned } as const;
    return experimentView(await this.experiments.act(project.id, id, 'start', values, caller));
  }

  @Act('stop', 'Nobody is assigned any more.', ExperimentDto)
  async stop(
    @Param('id', experimentId) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    const values = { state: 'stopped', stoppedAt: new Date() } as const;
    return experimentView(await this.experiments.act(project.id, id, 'stop', values, caller));
  }

  @Act('decide', 'The verdict and its reason are recorded. A test that runs is stopped by it.', ExperimentDto)
  async decide(
    @Param('id', experimentId) id: number,
    @Body() decision: DecideDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return experimentView(await this.experiments.decide(project.id, id, decision, caller));
  }

  @Act('archive', 'Kept for whoever looks it up.', ExperimentDto)
  async archive(
    @Param('id', experimentId) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    const values = { state: 'archived', archivedAt: new Date() } as const;
    return experimentView(await this.experiments.act(project.id, id, 'archive', values, caller));
  }

  /** What was planned, to be looked back at. @throws ProblemException 409 while something blocks */
  private async mustPass(project: ProjectEntity, row: ExperimentEntity): Promise<ExperimentPlan> {
    const { checks, plan } = await this.checklist.look(project, row);
    const stopping = checks.filter(({ outcome }) => outcome === 'blocking');
    const errors = stopping.map(({ check, detail }) => ({ path: check, message: detail }));
    if (errors[0]) throw new ProblemException(409, `It cannot start: ${errors[0].message}`, errors);
    return plan;
  }
}
