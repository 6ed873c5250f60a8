import { Body, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AuditService } from '../audit/audit.service.js';
import { Caller, InProject, Requires } from '../auth/access.decorators.js';
import type { ApiRequest, Principal, ProjectAccess } from '../auth/principal.js';
import { sendNdjson } from '../export/send-ndjson.js';
import { ApiController } from '../http/api-controller.js';
import { VerifyDto } from './verification.dto.js';
import { verificationLines } from './verification-lines.js';
import { VerificationService } from './verification.service.js';

@ApiController('projects/:projectId/verification', 'Verification')
export class VerificationController {
  constructor(
    private readonly verification: VerificationService,
    private readonly audit: AuditService,
  ) {}

  @Post()
  @HttpCode(200)
  @Requires('own')
  @ApiOperation({
    summary:
      'Holds the stored events to the log and the rollups to the events. Lines of NDJSON: {"progress"}, at the end {"report"} or {"error"}.',
  })
  @ApiOkResponse({ content: { 'application/x-ndjson': { schema: { type: 'string' } } } })
  async verify(
    @Body() { repair }: VerifyDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
    @Req() request: ApiRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (repair) await this.audit.record(caller, project.id, 'project.repair', `projects/${project.id}`);
    const lines = verificationLines((say) => this.verification.verify(project, repair, say));
    await sendNdjson(request, reply, lines, `verification-${project.id}.ndjson`, true);
  }
}
