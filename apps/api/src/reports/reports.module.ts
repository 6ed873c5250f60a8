import { Module } from '@nestjs/common';
import { DashboardsController } from '../dashboards/dashboards.controller.js';
import { DashboardsService } from '../dashboards/dashboards.service.js';
import { SharedController } from '../dashboards/shared.controller.js';
import { SharesController } from '../dashboards/shares.controller.js';
import { SharesService } from '../dashboards/shares.service.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { QueriesModule } from '../queries/queries.module.js';
import { ResourcesModule } from '../resources/resources.module.js';
import { ReportAnswers } from './report-answers.js';
import { ReportsController } from './reports.controller.js';

/** Saved reports, dashboards of them, and the links that open a dashboard. */
@Module({
  imports: [ResourcesModule, QueriesModule, ProjectsModule],
  controllers: [ReportsController, DashboardsController, SharesController, SharedController],
  providers: [ReportAnswers, DashboardsService, SharesService],
})
export class ReportsModule {}
