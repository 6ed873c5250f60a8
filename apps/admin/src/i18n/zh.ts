import type { en } from './en.js';
import { alerts } from './zh/alerts.js';
import { annotations } from './zh/annotations.js';
import { behind } from './zh/behind.js';
import { attribution } from './zh/attribution.js';
import { campaigns } from './zh/campaigns.js';
import { channels } from './zh/channels.js';
import { creatives } from './zh/creatives.js';
import { tree } from './zh/tree.js';
import { common } from './zh/common.js';
import { conversions } from './zh/conversions.js';
import { dashboards } from './zh/dashboards.js';
import { deadLetters } from './zh/dead-letters.js';
import { erasure } from './zh/erasure.js';
import { deletion } from './zh/deletion.js';
import { error } from './zh/error.js';
import { experiments } from './zh/experiments.js';
import { filters } from './zh/filters.js';
import { funnel } from './zh/funnel.js';
import { growth } from './zh/growth.js';
import { imports } from './zh/imports.js';
import { keys } from './zh/keys.js';
import { bandit } from './zh/bandit.js';
import { flags } from './zh/flags.js';
import { rollouts } from './zh/rollouts.js';
import { cohorts } from './zh/cohorts.js';
import { metrics } from './zh/metrics.js';
import { layers } from './zh/layers.js';
import { links } from './zh/links.js';
import { live } from './zh/live.js';
import { market } from './zh/market.js';
import { members } from './zh/members.js';
import { overview } from './zh/overview.js';
import { paths } from './zh/paths.js';
import { people } from './zh/people.js';
import { profile } from './zh/profile.js';
import { project } from './zh/project.js';
import { range } from './zh/range.js';
import { rawRetention } from './zh/raw-retention.js';
import { referral } from './zh/referral.js';
import { replay } from './zh/replay.js';
import { retention } from './zh/retention.js';
import { rules } from './zh/rules.js';
import { settings } from './zh/settings.js';
import { trends } from './zh/trends.js';
import { signIn } from './zh/sign-in.js';

export const zh: typeof en = {
  gs: {
    ...common,
    behind,
    attribution,
    campaigns,
    channels,
    creatives,
    tree,
    signIn,
    error,
    project,
    range,
    overview,
    growth,
    retention,
    experiments,
    filters,
    funnel,
    paths,
    people,
    live,
    bandit,
    flags,
    rollouts,
    cohorts,
    metrics,
    layers,
    links,
    imports,
    deadLetters,
    replay,
    keys,
    settings,
    members,
    erasure,
    deletion,
    rules,
    rawRetention,
    market,
    referral,
    conversions,
    dashboards,
    alerts,
    annotations,
    profile,
    trends,
  },
};
