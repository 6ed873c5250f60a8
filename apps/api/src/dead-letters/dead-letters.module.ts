import { Module } from '@nestjs/common';
import { ImportsModule } from '../imports/imports.module.js';
import { DeadLettersController } from './dead-letters.controller.js';
import { ReplaysController } from './replays.controller.js';
import { ReplaysService } from './replays.service.js';

@Module({
  imports: [ImportsModule],
  controllers: [ReplaysController, DeadLettersController],
  providers: [ReplaysService],
})
export class DeadLettersModule {}
