import { Module } from '@nestjs/common';
import { ImportAppender } from './import-appender.js';
import { ImportLocks } from './import-locks.js';
import { ImportOutcome } from './import-outcome.js';
import { ImportRunner } from './import-runner.js';
import { ImportSpool } from './import-spool.js';
import { ImportsController } from './imports.controller.js';
import { ImportsService } from './imports.service.js';
import { ReplayedLetters } from './replayed-letters.js';

@Module({
  controllers: [ImportsController],
  providers: [
    ImportAppender,
    ImportLocks,
    ImportOutcome,
    ImportRunner,
    ImportSpool,
    ImportsService,
    ReplayedLetters,
  ],
  exports: [ImportAppender, ImportsService, ReplayedLetters],
})
export class ImportsModule {}
