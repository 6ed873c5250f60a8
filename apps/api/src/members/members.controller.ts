import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ZodResponse } from 'nestjs-zod';
import { Caller, InProject } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { ListQueryDto } from '../http/list-query.js';
import { pageOfRows } from '../http/page-of-rows.js';
import {
  AddedMemberDto,
  ChangeMemberDto,
  MemberDto,
  MemberPageDto,
  type MemberView,
  NewMemberDto,
} from './member.dto.js';
import { MembersService } from './members.service.js';

const FIELDS: (keyof MemberView)[] = ['id', 'email', 'name', 'role', 'createdAt'];

@ApiController('projects/:projectId/members', 'Members')
export class MembersController {
  constructor(private readonly members: MembersService) {}

  @Get()
  @ZodResponse({ status: 200, description: 'Who is in the project.', type: MemberPageDto })
  async list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    return pageOfRows(await this.members.list(project.id), FIELDS, ['email', 'name'], query);
  }

  @Get(':id')
  @ZodResponse({ status: 200, description: 'One member.', type: MemberDto })
  get(@Param('id', idParam('member')) id: number, @InProject() { project }: ProjectAccess) {
    return this.members.get(project.id, id);
  }

  @Post()
  @ZodResponse({
    status: 201,
    description: 'Added, with an account where there was none.',
    type: AddedMemberDto,
  })
  async add(@Body() input: NewMemberDto, @InProject() access: ProjectAccess, @Caller() caller: Principal) {
    const { userId, password } = await this.members.add(access, input, caller);
    return { ...(await this.members.get(access.project.id, userId)), password };
  }

  @Patch(':id')
  @ZodResponse({ status: 200, description: 'Role changed.', type: MemberDto })
  async change(
    @Param('id', idParam('member')) id: number,
    @Body() { role }: ChangeMemberDto,
    @InProject() access: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    await this.members.changeRole(access, id, role, caller);
    return this.members.get(access.project.id, id);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(
    @Param('id', idParam('member')) id: number,
    @InProject() access: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    await this.members.remove(access, id, caller);
  }
}
