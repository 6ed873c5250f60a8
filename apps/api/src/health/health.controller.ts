import { exposeMetrics, metrics } from '@groundswell/platform';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Readiness } from './readiness.js';

@Controller()
@ApiTags('Health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('health/live')
  @ApiOperation({ summary: 'Answers as long as the process does.' })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('health/ready')
  @ApiOperation({ summary: 'Whether every engine can be reached; names those that cannot.' })
  @ApiResponse({ status: 200, description: 'All are there.' })
  @ApiResponse({ status: 503, description: '`notReady` names the parts.' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const notReady = await this.readiness.check();
    if (notReady.length === 0) return { status: 'ok' };
    void reply.status(503).header('retry-after', '5');
    return { status: 'unavailable', notReady };
  }

  @Get('metrics')
  @ApiOperation({ summary: 'Prometheus metrics.' })
  async metrics(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.header('content-type', metrics.contentType);
    return exposeMetrics();
  }
}
