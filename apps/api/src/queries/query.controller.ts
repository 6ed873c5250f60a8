import type { PeopleAnswer } from '@groundswell/contracts';
import { Body, HttpCode, Post, Res, type StreamableFile } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOkResponse, ApiOperation, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ChangesNothing, InProject, Requires } from '../auth/access.decorators.js';
import type { ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { toCsv } from './answer-csv.js';
import { asCsvFile } from './csv-file.js';
import { isPeopleQuestion, parsePeople } from './parse-people.js';
import { parseQuery } from './parse-query.js';
import { PeopleAnswerDto, PeopleQueryDto } from './people.dto.js';
import { peopleCsv } from './people-csv.js';
import { pageName } from './people-file.js';
import { PeopleService } from './people.service.js';
import {
  ActiveUsersAnswerDto,
  ActiveUsersQueryDto,
  AttributionAnswerDto,
  AttributionModelsAnswerDto,
  AttributionModelsQueryDto,
  AttributionPathsAnswerDto,
  AttributionPathsQueryDto,
  AttributionQueryDto,
  BenchmarkAnswerDto,
  CampaignPerformanceAnswerDto,
  BenchmarkQueryDto,
  CampaignPerformanceQueryDto,
  EventCountsAnswerDto,
  EventCountsQueryDto,
  FunnelAnswerDto,
  FunnelQueryDto,
  GrowthAccountingAnswerDto,
  GrowthAccountingQueryDto,
  MetricAnswerDto,
  MetricQueryDto,
  PathsAnswerDto,
  PathsQueryDto,
  ReferralAnswerDto,
  ReferralQueryDto,
  RetentionAnswerDto,
  RetentionQueryDto,
  StickinessAnswerDto,
  StickinessQueryDto,
} from './query.dto.js';
import { type Answer, QueryService } from './query.service.js';

const QUESTIONS = [
  ActiveUsersQueryDto,
  RetentionQueryDto,
  GrowthAccountingQueryDto,
  StickinessQueryDto,
  EventCountsQueryDto,
  FunnelQueryDto,
  PathsQueryDto,
  AttributionQueryDto,
  AttributionModelsQueryDto,
  AttributionPathsQueryDto,
  BenchmarkQueryDto,
  ReferralQueryDto,
  PeopleQueryDto,
  CampaignPerformanceQueryDto,
  MetricQueryDto,
];
const ANSWERS = [
  ActiveUsersAnswerDto,
  RetentionAnswerDto,
  GrowthAccountingAnswerDto,
  StickinessAnswerDto,
  EventCountsAnswerDto,
  FunnelAnswerDto,
  PathsAnswerDto,
  AttributionAnswerDto,
  AttributionModelsAnswerDto,
  AttributionPathsAnswerDto,
  BenchmarkAnswerDto,
  ReferralAnswerDto,
  PeopleAnswerDto,
  CampaignPerformanceAnswerDto,
  MetricAnswerDto,
];

@ApiController('projects/:projectId/query', 'Queries')
export class QueryController {
  constructor(
    private readonly queries: QueryService,
    private readonly people: PeopleService,
  ) {}

  @Post()
  @HttpCode(200)
  @Requires('read')
  @ChangesNothing()
  @ApiOperation({
    summary:
      'Asks one question; `kind` says which. `format: "csv"` answers with one row per cell, and `people` without page and perPage with a file of everybody.',
  })
  @ApiExtraModels(...QUESTIONS, ...ANSWERS)
  @ApiBody({ schema: { oneOf: QUESTIONS.map((dto) => ({ $ref: getSchemaPath(dto) })) } })
  @ApiOkResponse({
    description: 'The answer.',
    content: {
      'application/json': { schema: { oneOf: ANSWERS.map((dto) => ({ $ref: getSchemaPath(dto) })) } },
      'text/csv': { schema: { type: 'string' } },
    },
  })
  async query(
    @Body() body: unknown,
    @InProject() { project }: ProjectAccess,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer | PeopleAnswer | string | StreamableFile> {
    if (isPeopleQuestion(body)) {
      const question = parsePeople(body);
      if (question.isWhole) return this.people.file(project, question);
      const found = await this.people.answer(project, question);
      if (question.format === 'json') return found;
      return asCsvFile(reply, pageName('people', found), peopleCsv(found));
    }
    const query = parseQuery(body);
    const answer = await this.queries.answer(project, query);
    return query.format === 'csv' ? asCsvFile(reply, query.kind, toCsv(answer)) : answer;
  }
}
