import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConversionOutbox } from '../conversions/conversion-outbox.js';
import { ErasedIds } from '../erasure/erased-ids.js';
import { ErasureStore } from '../erasure/erasure-store.js';
import { AliasStore } from '../identity/alias-store.js';
import { IdentityStore } from '../identity/identity-store.js';
import { MergeOutbox } from '../identity/merge-outbox.js';
import { CohortDeliveries } from '../cohorts/cohort-deliveries.js';
import { CohortIds } from '../cohorts/cohort-ids.js';
import { PersonChanges } from '../identity/person-changes.js';
import { PersonGroups } from '../identity/person-groups.js';
import { BatchIntents } from '../ingestion/batch-intents.js';
import { DeadLetterStore } from '../ingestion/dead-letter-store.js';
import { LinkStore } from '../links/link-store.js';
import { PanelFigures } from '../market/panel-figures.js';
import { AuditLog } from '../projects/audit-log.js';
import { ProjectKeyStore } from '../projects/project-key-store.js';
import { ReferralCodes } from '../referral/referral-codes.js';
import { RewardLedger } from '../referral/reward-ledger.js';
import { connectPostgres, dataSourceOptions } from './data-source.js';
import { POSTGRES_ENTITIES } from './postgres-entities.js';

const STORES = [
  IdentityStore,
  AliasStore,
  MergeOutbox,
  PersonGroups,
  PersonChanges,
  CohortDeliveries,
  CohortIds,
  BatchIntents,
  DeadLetterStore,
  ProjectKeyStore,
  AuditLog,
  ErasedIds,
  ErasureStore,
  PanelFigures,
  ReferralCodes,
  RewardLedger,
  LinkStore,
  ConversionOutbox,
];

/** Global: repositories of all entities, the DataSource and the stores. Migrate before (`migratePostgres`). */
@Module({})
export class PostgresModule {
  /** Starting the application fails with PostgresUnavailable when the server cannot be reached. */
  static forRoot(url: string): DynamicModule {
    const features = TypeOrmModule.forFeature(POSTGRES_ENTITIES);
    return {
      module: PostgresModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => ({ ...dataSourceOptions(url), toRetry: () => false }),
          dataSourceFactory: () => connectPostgres(url),
        }),
        features,
      ],
      providers: STORES,
      exports: [...STORES, TypeOrmModule],
    };
  }
}
