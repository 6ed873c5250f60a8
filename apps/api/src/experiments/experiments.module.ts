import { Module } from '@nestjs/common';
import { AudiencesModule } from '../audiences/audiences.module.js';
import { ResourcesModule } from '../resources/resources.module.js';
import { ChecklistService } from './checklist.service.js';
import { ExperimentHistory } from './experiment-history.service.js';
import { ExperimentsController } from './experiments.controller.js';
import { ExperimentsService } from './experiments.service.js';
import { LayersController } from './layers.controller.js';
import { PlannerService } from './planner.service.js';
import { ReferencesService } from './references.service.js';

/** The life of experiments: drafts, checks, start, stop, verdict, archive; and the layers that keep them apart. */
@Module({
  imports: [ResourcesModule, AudiencesModule],
  controllers: [ExperimentsController, LayersController],
  providers: [ExperimentsService, ReferencesService, ChecklistService, ExperimentHistory, PlannerService],
  exports: [ExperimentsService],
})
export class ExperimentsModule {}
