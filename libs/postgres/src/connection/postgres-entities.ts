import { ApiTokenEntity } from '../accounts/api-token.entity.js';
import { MemberEntity } from '../accounts/member.entity.js';
import { SessionEntity } from '../accounts/session.entity.js';
import { UserEntity } from '../accounts/user.entity.js';
import { CampaignConventionEntity } from '../campaigns/campaign-convention.entity.js';
import { CampaignNodeEntity } from '../campaigns/campaign-node.entity.js';
import { ExchangeRateEntity } from '../campaigns/exchange-rate.entity.js';
import { SpendImportEntity } from '../campaigns/spend-import.entity.js';
import { SpendEntity } from '../campaigns/spend.entity.js';
import { ErasedIdEntity } from '../erasure/erased-id.entity.js';
import { ErasureSecretEntity } from '../erasure/erasure-secret.entity.js';
import { ErasureEntity } from '../erasure/erasure.entity.js';
import { AlertDeliveryEntity } from '../alerts/alert-delivery.entity.js';
import { AlertRunEntity } from '../alerts/alert-run.entity.js';
import { AlertEntity } from '../alerts/alert.entity.js';
import { ConversionDestinationEntity } from '../conversions/conversion-destination.entity.js';
import { ConversionOutboxEntity } from '../conversions/conversion-outbox.entity.js';
import { ExperimentEntity } from '../experiments/experiment.entity.js';
import { ExperimentLayerEntity } from '../experiments/experiment-layer.entity.js';
import { MetricEntity } from '../experiments/metric.entity.js';
import { CohortEntity } from '../cohorts/cohort.entity.js';
import { CohortDeliveredIdEntity } from '../cohorts/cohort-delivered-id.entity.js';
import { CohortDeliveryEntity } from '../cohorts/cohort-delivery.entity.js';
import { CohortIdEntity } from '../cohorts/cohort-id.entity.js';
import { ClientKeyUseEntity } from '../flags/client-key-use.entity.js';
import { EndedRolloutEntity } from '../flags/ended-rollout.entity.js';
import { FlagUseEntity } from '../flags/flag-use.entity.js';
import { RolloutGuardEntity } from '../flags/rollout-guard.entity.js';
import { FlagVersionEntity } from '../flags/flag-version.entity.js';
import { FlagEntity } from '../flags/flag.entity.js';
import { AliasMemberEntity } from '../identity/alias-member.entity.js';
import { DistinctIdEntity } from '../identity/distinct-id.entity.js';
import { PersonAliasEntity } from '../identity/person-alias.entity.js';
import { PersonChangeEntity } from '../identity/person-change.entity.js';
import { PersonCounterEntity } from '../identity/person-counter.entity.js';
import { PersonMergeEntity } from '../identity/person-merge.entity.js';
import { PersonEntity } from '../identity/person.entity.js';
import { DeadLetterEntity } from '../ingestion/dead-letter.entity.js';
import { ImportEntity } from '../ingestion/import.entity.js';
import { IngestBatchEntity } from '../ingestion/ingest-batch.entity.js';
import { AuditEntryEntity } from '../projects/audit-entry.entity.js';
import { HashSecretEntity } from '../projects/hash-secret.entity.js';
import { ProjectKeyEntity } from '../projects/project-key.entity.js';
import { DeletedProjectEntity } from '../projects/deleted-project.entity.js';
import { ProjectEntity } from '../projects/project.entity.js';
import { LinkEntity } from '../links/link.entity.js';
import { RetiredLinkCodeEntity } from '../links/retired-link-code.entity.js';
import { PanelFigureEntity } from '../market/panel-figure.entity.js';
import { ReferralClearanceEntity } from '../referral/referral-clearance.entity.js';
import { ReferralCodeEntity } from '../referral/referral-code.entity.js';
import { RewardEntryEntity } from '../referral/reward-entry.entity.js';
import { ReferralProgramEntity } from '../referral/referral-program.entity.js';
import { AnnotationEntity } from '../reports/annotation.entity.js';
import { DashboardShareEntity } from '../reports/dashboard-share.entity.js';
import { DashboardEntity } from '../reports/dashboard.entity.js';
import { ReportEntity } from '../reports/report.entity.js';

/** Every table that TypeORM knows; a new entity is added here and gets a migration. */
export const POSTGRES_ENTITIES = [
  UserEntity,
  SessionEntity,
  ApiTokenEntity,
  MemberEntity,
  ProjectEntity,
  DeletedProjectEntity,
  ProjectKeyEntity,
  AuditEntryEntity,
  PersonEntity,
  PersonCounterEntity,
  PersonChangeEntity,
  CohortEntity,
  CohortIdEntity,
  CohortDeliveryEntity,
  CohortDeliveredIdEntity,
  DistinctIdEntity,
  PersonMergeEntity,
  PersonAliasEntity,
  AliasMemberEntity,
  IngestBatchEntity,
  DeadLetterEntity,
  ImportEntity,
  ErasureEntity,
  ErasedIdEntity,
  ErasureSecretEntity,
  HashSecretEntity,
  AnnotationEntity,
  PanelFigureEntity,
  ReportEntity,
  DashboardEntity,
  DashboardShareEntity,
  AlertEntity,
  AlertRunEntity,
  AlertDeliveryEntity,
  MetricEntity,
  ExperimentEntity,
  ExperimentLayerEntity,
  ReferralProgramEntity,
  ReferralClearanceEntity,
  ReferralCodeEntity,
  RewardEntryEntity,
  CampaignConventionEntity,
  CampaignNodeEntity,
  ExchangeRateEntity,
  SpendImportEntity,
  SpendEntity,
  LinkEntity,
  RetiredLinkCodeEntity,
  ConversionDestinationEntity,
  ConversionOutboxEntity,
  FlagEntity,
  FlagVersionEntity,
  FlagUseEntity,
  RolloutGuardEntity,
  EndedRolloutEntity,
  ClientKeyUseEntity,
];
