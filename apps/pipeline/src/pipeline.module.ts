import { Module } from '@nestjs/common';
import { PipelineProgress } from './progress/pipeline-progress.js';
import { PipelineService } from './pipeline.service.js';

/** Consumes the events topic. Needs EVENT_LOG, CLICKHOUSE and PostgresModule, which the root module provides. */
@Module({ providers: [PipelineService, PipelineProgress], exports: [PipelineService, PipelineProgress] })
export class PipelineModule {}
