import { Module } from '@nestjs/common';
import { VerificationController } from './verification.controller.js';
import { VerificationService } from './verification.service.js';

/** Holds what is stored to the log. Needs PostgreSQL, ClickHouse and the event log from the root. */
@Module({ controllers: [VerificationController], providers: [VerificationService] })
export class VerificationModule {}
