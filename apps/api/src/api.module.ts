import { ProblemFilter } from '@groundswell/platform';
import { Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ZodSerializerInterceptor } from 'nestjs-zod';
import { AlertsModule } from './alerts/alerts.module.js';
import { AnnotationsModule } from './annotations/annotations.module.js';
import { AuthModule } from './auth/auth.module.js';
import { BanditsModule } from './bandits/bandits.module.js';
import { CampaignsModule } from './campaigns/campaigns.module.js';
import { CohortsModule } from './cohorts/cohorts.module.js';
import { ConversionsModule } from './conversions/conversions.module.js';
import { DeadLettersModule } from './dead-letters/dead-letters.module.js';
import { ErasureModule } from './erasure/erasure.module.js';
import { EventsController } from './events/events.controller.js';
import { ResultsModule } from './experiment-results/results.module.js';
import { ExperimentsModule } from './experiments/experiments.module.js';
import { ExportModule } from './export/export.module.js';
import { FlagDeliveryModule } from './flag-delivery/flag-delivery.module.js';
import { FlagsModule } from './flags/flags.module.js';
import { HealthController } from './health/health.controller.js';
import { Readiness } from './health/readiness.js';
import { ValidationPipe } from './http/zod-problem.js';
import { FileBodies } from './http/file-body.js';
import { ImportsModule } from './imports/imports.module.js';
import { ChannelsModule } from './channels/channels.module.js';
import { LinksModule } from './links/links.module.js';
import { MarketModule } from './market/market.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { PersonsModule } from './persons/persons.module.js';
import { ProjectsModule } from './projects/projects.module.js';
import { QueriesModule } from './queries/queries.module.js';
import { ReferralModule } from './referral/referral.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { SpendModule } from './spend/spend.module.js';
import { StatisticsModule } from './statistics/statistics.module.js';
import { VerificationModule } from './verification/verification.module.js';
import { TrafficController } from './traffic/traffic.controller.js';

/** Everything under `/api`, and health. Needs CONFIG, PostgreSQL, ClickHouse and the event log from the root. */
@Module({
  imports: [
    AuthModule,
    ProjectsModule,
    ImportsModule,
    PersonsModule,
    ErasureModule,
    ExportModule,
    DeadLettersModule,
    StatisticsModule,
    AnnotationsModule,
    CohortsModule,
    ExperimentsModule,
    ResultsModule,
    BanditsModule,
    FlagDeliveryModule,
    FlagsModule,
    MetricsModule,
    MarketModule,
    ReferralModule,
    CampaignsModule,
    SpendModule,
    ChannelsModule,
    LinksModule,
    QueriesModule,
    ReportsModule,
    AlertsModule,
    ConversionsModule,
    VerificationModule,
  ],
  controllers: [EventsController, HealthController, TrafficController],
  providers: [
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useClass: ValidationPipe },
    { provide: APP_INTERCEPTOR, useClass: FileBodies },
    { provide: APP_INTERCEPTOR, useClass: ZodSerializerInterceptor },
    Readiness,
  ],
  exports: [ProjectsModule, ImportsModule, CampaignsModule, SpendModule],
})
export class ApiModule {}
