import { Body, HttpCode, Post, Res } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOkResponse, ApiOperation, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ChangesNothing, InProject, Requires } from '../auth/access.decorators.js';
import type { ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { toCsv } from './answer-csv.js';
import { parseQuery } from './parse-query.js';
import {
  ActiveUsersAnswerDto,
  ActiveUsersQueryDto,
  AttributionAnswerDto,
  AttributionQueryDto,
  BenchmarkAnswerDto,
  BenchmarkQueryDto,
  EventCountsAnswerDto,
  EventCountsQueryDto,
  FunnelAnswerDto,
  FunnelQueryDto,
  GrowthAccountingAnswerDto,
  GrowthAccountingQueryDto,
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
  BenchmarkQueryDto,
  ReferralQueryDto,
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
  BenchmarkAnswerDto,
  ReferralAnswerDto,
];

@ApiController('projects/:projectId/query', 'Queries')
export class QueryController {
  constructor(private readonly queries: QueryService) {}

  @Post()
  @HttpCode(200)
  @Requires('read')
  @ChangesNothing()
  @ApiOperation({
    summary: 'Asks one question; `kind` says which. `format: "csv"` answers with one row per cell.',
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
  ): Promise<Answer | string> {
    const query = parseQuery(body);
    const answer = await this.queries.answer(project, query);
    if (query.format !== 'csv') return answer;
    void reply.header('content-type', 'text/csv; charset=utf-8');
    void reply.header('content-disposition', `attachment; filename="${query.kind}.csv"`);
    return toCsv(answer);
  }
}
