import { type DynamicModule, Global, Module } from '@nestjs/common';
import { EVENT_LOG, type EventLog } from './event-log.js';

/** Hands the one log to every module. Whoever made the log closes it. */
@Global()
@Module({})
export class EventLogModule {
  static forRoot(log: EventLog): DynamicModule {
    return {
      module: EventLogModule,
      providers: [{ provide: EVENT_LOG, useValue: log }],
      exports: [EVENT_LOG],
    };
  }
}
