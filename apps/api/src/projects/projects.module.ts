import { Module } from '@nestjs/common';
import { AuditController } from '../audit/audit.controller.js';
import { KeysController } from '../keys/keys.controller.js';
import { KeysService } from '../keys/keys.service.js';
import { MembersController } from '../members/members.controller.js';
import { MembersService } from '../members/members.service.js';
import { ProjectsController } from './projects.controller.js';
import { ProjectRemover } from './project-remover.js';
import { ProjectsService } from './projects.service.js';

@Module({
  controllers: [ProjectsController, KeysController, MembersController, AuditController],
  providers: [ProjectsService, ProjectRemover, KeysService, MembersService],
  exports: [ProjectsService, ProjectRemover],
})
export class ProjectsModule {}
