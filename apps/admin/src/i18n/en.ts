import { alerts } from './en/alerts.js';
import { annotations } from './en/annotations.js';
import { behind } from './en/behind.js';
import { attribution } from './en/attribution.js';
import { campaigns } from './en/campaigns.js';
import { channels } from './en/channels.js';
import { creatives } from './en/creatives.js';
import { tree } from './en/tree.js';
import { common } from './en/common.js';
import { conversions } from './en/conversions.js';
import { dashboards } from './en/dashboards.js';
import { deadLetters } from './en/dead-letters.js';
import { erasure } from './en/erasure.js';
import { deletion } from './en/deletion.js';
import { error } from './en/error.js';
import { experiments } from './en/experiments.js';
import { filters } from './en/filters.js';
import { funnel } from './en/funnel.js';
import { growth } from './en/growth.js';
import { imports } from './en/imports.js';
import { keys } from './en/keys.js';
import { bandit } from './en/bandit.js';
import { flags } from './en/flags.js';
import { rollouts } from './en/rollouts.js';
import { cohorts } from './en/cohorts.js';
import { metrics } from './en/metrics.js';
import { layers } from './en/layers.js';
import { links } from './en/links.js';
import { live } from './en/live.js';
import { market } from './en/market.js';
import { members } from './en/members.js';
import { overview } from './en/overview.js';
import { paths } from './en/paths.js';
import { people } from './en/people.js';
import { profile } from './en/profile.js';
import { project } from './en/project.js';
import { range } from './en/range.js';
import { rawRetention } from './en/raw-retention.js';
import { referral } from './en/referral.js';
import { replay } from './en/replay.js';
import { retention } from './en/retention.js';
import { rules } from './en/rules.js';
import { settings } from './en/settings.js';
import { trends } from './en/trends.js';
import { signIn } from './en/sign-in.js';

/** English, the reference: zh.ts has the same keys (messages.spec.ts). A feature has a file of its own. */
export const en = {
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
