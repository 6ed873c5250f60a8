import { Get, Param } from '@nestjs/common';
import { ZodResponse } from 'nestjs-zod';
import { InProject } from '../auth/access.decorators.js';
import type { ProjectAccess } from '../auth/principal.js';
import { EXPERIMENTS } from '../experiments/experiments.controller.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { ProjectRows } from '../resources/project-rows.js';
import { ExperimentResultsDto } from './results.dto.js';
import { ResultsService } from './results.service.js';

@ApiController('projects/:projectId/experiments', 'Experiments')
export class ResultsController {
  constructor(
    private readonly experiments: ProjectRows,
    private readonly results: ResultsService,
  ) {}

  @Get(':id/results')
  @ZodResponse({
    status: 200,
    description:
      'Health, lifts with their intervals, and what to do. What cannot be computed is null, with a reason.',
    type: ExperimentResultsDto,
  })
  async of(@Param('id', idParam('experiment')) id: number, @InProject() { project }: ProjectAccess) {
    return this.results.of(project, await this.experiments.get(EXPERIMENTS, project.id, id));
  }
}
