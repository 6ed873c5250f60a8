import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { Caller, ChangesNothing, InProject } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { ReplayDto, ReplayPreviewDto, StartedReplayDto } from './replay.dto.js';
import { ReplaysService } from './replays.service.js';

/** Dead letters that go into the log once more, as their edits make them. */
@ApiController('projects/:projectId/deadLetters/replays', 'Dead letters')
export class ReplaysController {
  constructor(private readonly replays: ReplaysService) {}

  @Post('preview')
  @HttpCode(200)
  @ChangesNothing()
  @ApiOperation({ summary: 'What the edits make of the letters, and how many would pass. Changes nothing.' })
  @ZodResponse({
    status: 200,
    description: 'Judged by the first step of the pipeline.',
    type: ReplayPreviewDto,
  })
  preview(@Body() { filter, edits }: ReplayDto, @InProject() { project }: ProjectAccess) {
    return this.replays.preview(project, filter, edits);
  }

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Replays the letters that pass, as an import. It cannot be undone.' })
  @ZodResponse({ status: 202, description: 'Follow the import.', type: StartedReplayDto })
  start(
    @Body() { filter, edits }: ReplayDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return this.replays.start(project, filter, edits, caller);
  }
}
