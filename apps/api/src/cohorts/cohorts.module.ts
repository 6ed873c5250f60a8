import { Module } from '@nestjs/common';
import { AudiencesModule } from '../audiences/audiences.module.js';
import { PersonsModule } from '../persons/persons.module.js';
import { ResourcesModule } from '../resources/resources.module.js';
import { CohortUsers } from './cohort-users.js';
import { CohortsController } from './cohorts.controller.js';
import { CohortsService } from './cohorts.service.js';

@Module({
  imports: [ResourcesModule, AudiencesModule, PersonsModule],
  controllers: [CohortsController],
  providers: [CohortsService, CohortUsers],
})
export class CohortsModule {}
