import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { ClickHouseClient } from './create-clickhouse.js';

/** Nest injection token of the client. */
export const CLICKHOUSE = Symbol('ClickHouse');

/** Hands the one client to every module. Whoever made the client closes it. */
@Global()
@Module({})
export class ClickHouseModule {
  static forRoot(client: ClickHouseClient): DynamicModule {
    return {
      module: ClickHouseModule,
      providers: [{ provide: CLICKHOUSE, useValue: client }],
      exports: [CLICKHOUSE],
    };
  }
}
