import { basename, join } from 'node:path';
import { CreateAccounts1795392000001 } from './postgres/1795392000001-create-accounts.js';
import { CreateProjects1795392000002 } from './postgres/1795392000002-create-projects.js';
import { CreateIdentities1795392000003 } from './postgres/1795392000003-create-identities.js';
import { CreateIngestion1795392000004 } from './postgres/1795392000004-create-ingestion.js';
import { CreatePersonAliases1795478400020 } from './postgres/1795478400020-create-person-aliases.js';
import { CreateEventLogs1795478400011 } from './postgres/1795478400011-create-event-logs.js';
import { AddIngestRules1795478400040 } from './postgres/1795478400040-add-ingest-rules.js';
import { CreateErasures1795478400050 } from './postgres/1795478400050-create-erasures.js';
import { ClaimDeadLetters1795564800040 } from './postgres/1795564800040-claim-dead-letters.js';
import { CreateAnnotations1795564800030 } from './postgres/1795564800030-create-annotations.js';
import { CreatePanelFigures1795564800031 } from './postgres/1795564800031-create-panel-figures.js';
import { CreateReports1795564800032 } from './postgres/1795564800032-create-reports.js';
import { CreateAlerts1795910400260 } from './postgres/1795910400260-create-alerts.js';
import { CreateCampaigns1795910400140 } from './postgres/1795910400140-create-campaigns.js';
import { CreateExperiments1795910400050 } from './postgres/1795910400050-create-experiments.js';
import { LiveExperiments1795910400220 } from './postgres/1795910400220-live-experiments.js';
import { CreateReferralPrograms1795910400120 } from './postgres/1795910400120-create-referral-programs.js';
import { CreateRewardEntries1795996800050 } from './postgres/1795996800050-create-reward-entries.js';
import { CreateReferralCodes1795910400121 } from './postgres/1795910400121-create-referral-codes.js';
import { CreateLinks1795910400160 } from './postgres/1795910400160-create-links.js';
import { CreateCohorts1795996800031 } from './postgres/1795996800031-create-cohorts.js';
import { FollowPersons1795996800030 } from './postgres/1795996800030-follow-persons.js';
import { CreateConversionOutbox1795996800110 } from './postgres/1795996800110-create-conversion-outbox.js';
import { ArchiveCampaignNodes1796083500000 } from './postgres/1796083500000-archive-campaign-nodes.js';
import { DeliverCohorts1796083400000 } from './postgres/1796083400000-deliver-cohorts.js';
import { DeliverFlags1795996800070 } from './postgres/1795996800070-deliver-flags.js';
import { DeleteProjects1795996800010 } from './postgres/1795996800010-delete-projects.js';
import { FollowImports1795478400030 } from './postgres/1795478400030-follow-imports.js';
import { AddChannelRules1796083550000 } from './postgres/1796083550000-add-channel-rules.js';
import { FixZones1796083600000 } from './postgres/1796083600000-fix-zones.js';
import { KeysGiveMembers1796083700000 } from './postgres/1796083700000-keys-give-members.js';
import { GuardRollouts1796083800000 } from './postgres/1796083800000-guard-rollouts.js';
import { MoveWeights1796083810000 } from './postgres/1796083810000-move-weights.js';
import { EstimateNames1796083820000 } from './postgres/1796083820000-estimate-names.js';
import { KeepGuardRounds1796083860000 } from './postgres/1796083860000-keep-guard-rounds.js';
import { KeepEndedRollouts1796083870000 } from './postgres/1796083870000-keep-ended-rollouts.js';
import { HashLayers1796083871000 } from './postgres/1796083871000-hash-layers.js';
import { TellKnownNames1796083890000 } from './postgres/1796083890000-tell-known-names.js';
import { NoteTimesOfRanges1796083900000 } from './postgres/1796083900000-note-times-of-ranges.js';

/** TypeORM migration classes, oldest first. Forwards only in production; `down` serves development. */
export const POSTGRES_MIGRATIONS = [
  CreateAccounts1795392000001,
  CreateProjects1795392000002,
  CreateIdentities1795392000003,
  CreateIngestion1795392000004,
  CreateEventLogs1795478400011,
  CreatePersonAliases1795478400020,
  FollowImports1795478400030,
  AddIngestRules1795478400040,
  CreateErasures1795478400050,
  CreateAnnotations1795564800030,
  CreatePanelFigures1795564800031,
  CreateReports1795564800032,
  ClaimDeadLetters1795564800040,
  CreateExperiments1795910400050,
  CreateReferralPrograms1795910400120,
  CreateReferralCodes1795910400121,
  CreateCampaigns1795910400140,
  CreateLinks1795910400160,
  LiveExperiments1795910400220,
  CreateAlerts1795910400260,
  DeleteProjects1795996800010,
  FollowPersons1795996800030,
  CreateCohorts1795996800031,
  CreateConversionOutbox1795996800110,
  ArchiveCampaignNodes1796083500000,
  DeliverFlags1795996800070,
  CreateRewardEntries1795996800050,
  AddChannelRules1796083550000,
  FixZones1796083600000,
  KeysGiveMembers1796083700000,
  GuardRollouts1796083800000,
  MoveWeights1796083810000,
  DeliverCohorts1796083400000,
  EstimateNames1796083820000,
  KeepGuardRounds1796083860000,
  KeepEndedRollouts1796083870000,
  HashLayers1796083871000,
  TellKnownNames1796083890000,
  NoteTimesOfRanges1796083900000,
];

// The SQL files are not compiled: from dist/ they lie one folder up.
const root = basename(__dirname) === 'dist' ? join(__dirname, '..') : __dirname;

/** Absolute path of the folder of `NNN-<verb>.sql` files. */
export const CLICKHOUSE_MIGRATIONS_DIR = join(root, 'clickhouse');
