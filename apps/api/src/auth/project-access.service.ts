import { MemberEntity, ProjectEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { parseId } from '../http/parse-id.js';
import type { ProjectAccess } from './principal.js';

@Injectable()
export class ProjectAccessService {
  constructor(
    @InjectRepository(MemberEntity) private readonly members: Repository<MemberEntity>,
    @InjectRepository(ProjectEntity) private readonly projects: Repository<ProjectEntity>,
  ) {}

  memberships(userId: number): Promise<MemberEntity[]> {
    return this.members.find({ where: { userId }, order: { projectId: 'ASC' } });
  }

  /** Null alike for a project that does not exist and one that the person is not a member of. */
  async find(userId: number, rawProjectId: string): Promise<ProjectAccess | null> {
    const projectId = parseId(rawProjectId);
    if (projectId === null) return null;
    const member = await this.members.findOneBy({ userId, projectId });
    const project = member && (await this.projects.findOneBy({ id: projectId }));
    return project ? { project, role: member.role } : null;
  }
}
