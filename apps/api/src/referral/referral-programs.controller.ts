import { referralDefinitionSchema } from '@groundswell/contracts';
import { ReferralCodeEntity, ReferralCodes, ReferralProgramEntity } from '@groundswell/postgres';
import { Body, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ZodResponse } from 'nestjs-zod';
import { Repository } from 'typeorm';
import { Caller, InProject, Requires } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { type ListSpec, listPage } from '../http/list-page.js';
import { ListQueryDto } from '../http/list-query.js';
import { pageOfRows } from '../http/page-of-rows.js';
import { settingsOf } from '../projects/settings-of.js';
import { ProjectRows } from '../resources/project-rows.js';
import { PROGRAMS } from './programs.js';
import {
  ChangeReferralProgramDto,
  NewReferralCodeDto,
  NewReferralProgramDto,
  ReferralBranchDto,
  ReferralClearanceDto,
  ReferralCodeDto,
  ReferralCodePageDto,
  ReferralDaysDto,
  ReferralInviteePageDto,
  ReferralInviterPageDto,
  ReferralListDto,
  ReferralProgramDto,
  ReferralProgramPageDto,
} from './referral-program.dto.js';
import { ReferralService } from './referral.service.js';
import { RewardsService } from './rewards/rewards.service.js';

const LIST: ListSpec<ReferralProgramEntity> = {
  fields: ['id', 'name', 'createdAt'],
  search: ['name'],
  id: 'id',
};
const CODES: ListSpec<ReferralCodeEntity> = {
  fields: ['code', 'distinctId', 'createdAt'],
  search: ['code', 'distinctId'],
  id: 'code',
};
const programId = idParam('referral program');
const person = idParam('person');

@ApiController('projects/:projectId/referralPrograms', 'Referral')
export class ReferralProgramsController {
  constructor(
    private readonly programs: ProjectRows,
    private readonly referrals: ReferralService,
    private readonly rewards: RewardsService,
    private readonly codes: ReferralCodes,
    @InjectRepository(ReferralCodeEntity) private readonly codeRows: Repository<ReferralCodeEntity>,
    @InjectRepository(ReferralProgramEntity) private readonly rows: Repository<ReferralProgramEntity>,
  ) {}

  @Get()
  @ZodResponse({ status: 200, description: 'Referral programmes.', type: ReferralProgramPageDto })
  async list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    const page = await listPage(this.rows, LIST, { projectId: project.id }, query);
    return { data: page.data.map(view), total: page.total };
  }

  @Get(':id')
  @ZodResponse({ status: 200, description: 'One programme.', type: ReferralProgramDto })
  async get(@Param('id', programId) id: number, @InProject() { project }: ProjectAccess) {
    return view(await this.programs.get(PROGRAMS, project.id, id));
  }

  @Post()
  @Requires('campaign')
  @ZodResponse({
    status: 201,
    description: 'Read from events that are there already.',
    type: ReferralProgramDto,
  })
  async create(
    @Body() input: NewReferralProgramDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return view(await this.programs.create(PROGRAMS, project.id, input, caller));
  }

  @Patch(':id')
  @Requires('campaign')
  @ZodResponse({
    status: 200,
    description: 'Changed; a definition is replaced as a whole.',
    type: ReferralProgramDto,
  })
  async change(
    @Param('id', programId) id: number,
    @Body() change: ChangeReferralProgramDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    const changed = await this.programs.change(PROGRAMS, project.id, id, change, caller);
    this.codes.forgetAll();
    return view(changed);
  }

  @Delete(':id')
  @Requires('campaign')
  @HttpCode(204)
  async remove(
    @Param('id', programId) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    await this.programs.remove(PROGRAMS, project.id, id, caller);
    this.codes.forgetAll();
  }

  @Get(':id/codes')
  @ZodResponse({ status: 200, description: 'Codes that were given.', type: ReferralCodePageDto })
  async listCodes(
    @Param('id', programId) id: number,
    @Query() query: ListQueryDto,
    @InProject() { project }: ProjectAccess,
  ) {
    const program = await this.programs.get(PROGRAMS, project.id, id);
    const page = await listPage(this.codeRows, CODES, { programId: program.id }, query);
    return { data: page.data.map(codeView), total: page.total };
  }

  @Post(':id/codes')
  @HttpCode(200)
  @Requires('campaign')
  @ZodResponse({
    status: 200,
    description: 'The code of the person, the same however often it is asked for.',
    type: ReferralCodeDto,
  })
  async issue(
    @Param('id', programId) id: number,
    @Body() { distinctId }: NewReferralCodeDto,
    @InProject() { project }: ProjectAccess,
  ) {
    return codeView(await this.codes.issue(await this.programs.get(PROGRAMS, project.id, id), distinctId));
  }

  @Get(':id/inviters')
  @ZodResponse({ status: 200, description: 'Who brought most.', type: ReferralInviterPageDto })
  async inviters(
    @Param('id', programId) id: number,
    @Query() { from, to, ...query }: ReferralListDto,
    @InProject() { project }: ProjectAccess,
  ) {
    const rows = await this.referrals.inviters(project, id, { from, to });
    return pageOfRows(rows, ['personId', 'signups', 'activated', 'held'], [], query);
  }

  @Get(':id/flagged')
  @ZodResponse({
    status: 200,
    description: 'Invited people whom a rule flags, and whether a member lets them count.',
    type: ReferralInviteePageDto,
  })
  async flagged(
    @Param('id', programId) id: number,
    @Query() { from, to, page, perPage }: ReferralListDto,
    @InProject() { project }: ProjectAccess,
  ) {
    const people = await this.referrals.invitees(project, id, { from, to });
    const flagged = people.filter(({ reasons }) => reasons.length > 0);
    return { data: flagged.slice((page - 1) * perPage, page * perPage), total: flagged.length };
  }

  @Get(':id/tree/:personId')
  @ZodResponse({ status: 200, description: 'A person and whom they invited.', type: ReferralBranchDto })
  tree(
    @Param('id', programId) id: number,
    @Param('personId', person) personId: number,
    @Query() days: ReferralDaysDto,
    @InProject() { project }: ProjectAccess,
  ) {
    return this.referrals.branch(project, id, personId, days);
  }

  @Put(':id/clearances/:personId')
  @Requires('campaign')
  @HttpCode(204)
  async clear(
    @Param('id', programId) id: number,
    @Param('personId', person) personId: number,
    @Body() { note }: ReferralClearanceDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    await this.referrals.clear(project, id, personId, note, caller);
    await this.settle(project, id);
  }

  @Delete(':id/clearances/:personId')
  @Requires('campaign')
  @HttpCode(204)
  async restore(
    @Param('id', programId) id: number,
    @Param('personId', person) personId: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    await this.referrals.restore(project.id, id, personId, caller);
    await this.settle(project, id);
  }

  /** What was held back for a flag goes on at once, or waits again. */
  private async settle(project: ProjectAccess['project'], id: number): Promise<void> {
    const program = await this.programs.get(PROGRAMS, project.id, id);
    await this.rewards.settle(settingsOf(project), program, new Date());
  }
}

function view({ id, name, definition, version, createdAt }: ReferralProgramEntity) {
  // What was added since a programme was saved has its default.
  const whole = referralDefinitionSchema.parse(definition);
  return { id, name, definition: whole, version, createdAt: createdAt.toISOString() };
}

function codeView({ code, distinctId, createdAt }: ReferralCodeEntity) {
  return { code, distinctId, path: `/r/${code}`, createdAt: createdAt.toISOString() };
}
