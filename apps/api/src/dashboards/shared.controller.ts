import { formatSchema } from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import { Get, Param, Query, Res } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { Public } from '../auth/access.decorators.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { ProjectsService } from '../projects/projects.service.js';
import { toCsv } from '../queries/answer-csv.js';
import { asCsvFile } from '../queries/csv-file.js';
import { ReportAnswers } from '../reports/report-answers.js';
import { SharedDashboardDto } from './dashboard.dto.js';
import { DashboardsService } from './dashboards.service.js';
import { SharesService } from './shares.service.js';

class SharedFormatDto extends createZodDto(z.strictObject({ format: formatSchema })) {}

/**
 * What a link opens: the token stands for one dashboard and reaches nothing but the reports on it, as they are saved. No part of
 * a question comes from the caller.
 */
@ApiController('shared/:token', 'Shared dashboards')
export class SharedController {
  constructor(
    private readonly shares: SharesService,
    private readonly dashboards: DashboardsService,
    private readonly answers: ReportAnswers,
    private readonly projects: ProjectsService,
  ) {}

  @Get()
  @Public()
  @ZodResponse({ status: 200, description: 'The dashboard of a link.', type: SharedDashboardDto })
  async dashboard(@Param('token') token: string) {
    const { project, dashboard } = await this.shares.open(token);
    const range = await this.projects.range(project.id);
    return {
      name: dashboard.name,
      project: { name: project.name, timeZone: project.timeZone, lastDay: range?.lastDay ?? null },
      tiles: await this.dashboards.shown(dashboard),
    };
  }

  @Get('reports/:reportId')
  @Public()
  @ApiOperation({ summary: 'The answer to a report on it, as `POST /query` gives it.' })
  async answer(
    @Param('token') token: string,
    @Param('reportId', idParam('report')) reportId: number,
    @Query() { format }: SharedFormatDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { project, dashboard } = await this.shares.open(token);
    const report = await this.dashboards.reportOn(dashboard, reportId);
    if (!report) throw new ProblemException(404, `This dashboard has no report ${reportId}.`);
    const answer = await this.answers.answer(project, report);
    return format === 'csv' ? asCsvFile(reply, answer.kind, toCsv(answer)) : answer;
  }
}
