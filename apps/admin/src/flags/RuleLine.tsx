import type { Flag, FlagRule } from '@groundswell/contracts';
import Chip from '@mui/material/Chip';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Fragment } from 'react';
import { useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { useExperimentList } from '../experiments/useExperiments.js';
import { useFormat } from '../i18n/useFormat.js';
import { useRuleLimits } from './useRuleLimits.js';
import { useRuleTitle } from './useRuleTitle.js';

/** One rule in words: for whom, what, how many, and under what else. */
export function RuleLine({ flag, rule }: { flag: Flag; rule: FlagRule }) {
  const translate = useTranslate();
  const titleOf = useRuleTitle(flag.rules);
  const limits = useRuleLimits()(rule);
  const wentBack = flag.rollouts.some(({ ruleId, state }) => ruleId === rule.id && state === 'rolledBack');
  return (
    <Typography
      component="li"
      variant="body2"
      sx={{ overflowWrap: 'anywhere', color: rule.enabled ? undefined : 'text.secondary' }}
    >
      <strong title={rule.id}>{titleOf(rule.id)}</strong>{' '}
      {!rule.enabled && <Chip size="small" label={translate('gs.flags.ruleOff')} sx={{ mr: 0.5 }} />}
      {wentBack && (
        <Chip size="small" color="error" label={translate('gs.rollouts.wentBack')} sx={{ mr: 0.5 }} />
      )}
      <Who rule={rule} />
      {' → '}
      {rule.kind === 'experiment' ? (
        <ByExperiment id={rule.experimentId} />
      ) : (
        <code>{JSON.stringify(rule.value ?? null)}</code>
      )}
      <Shares rule={rule} />
      {limits.length > 0 && (
        <Typography component="span" variant="body2" color="text.secondary" sx={{ display: 'block' }}>
          {limits.map((limit, at) => (
            <Fragment key={limit}>
              {at > 0 && ' · '}
              {limit}
            </Fragment>
          ))}
        </Typography>
      )}
    </Typography>
  );
}

function Who({ rule: { condition, cohortIds } }: { rule: FlagRule }) {
  const translate = useTranslate();
  if (Object.keys(condition).length > 0) return <code>{JSON.stringify(condition)}</code>;
  return translate(cohortIds.length > 0 ? 'gs.flags.members' : 'gs.flags.everybody');
}

const MOST = 200;

function ByExperiment({ id }: { id: number }) {
  const translate = useTranslate();
  const experiments = useExperimentList({}, 1, MOST).data?.data ?? [];
  const name = experiments.find((one) => one.id === id)?.name ?? String(id);
  return (
    <Link component={RouterLink} to={`../experiments/${id}`}>
      {translate('gs.flags.byExperiment', { name })}
    </Link>
  );
}

function Shares({ rule }: { rule: FlagRule }) {
  const format = useFormat();
  if (rule.kind !== 'rollout') return null;
  const share = (part: number) => format.share(part);
  return (
    <>
      {` · ${share(rule.coverage)}`}
      {rule.steps.map(({ at, coverage }) => ` → ${share(coverage)} (${format.instant(at)})`)}
    </>
  );
}
