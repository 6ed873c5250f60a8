import type { Experiment } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { MONO_STACK } from '../theme/tokens.js';
import { WhoText } from './WhoText.js';
import { useAnalysisText } from './useAnalysisText.js';
import { useMetricNames } from './useMetricNames.js';

/** What was set up, in words. */
export function SetupPanel({ experiment }: { experiment: Experiment }) {
  const translate = useTranslate();
  const format = useFormat();
  const { hypothesis, variations, metrics, key } = experiment;
  const nameOf = useMetricNames();
  const analysisText = useAnalysisText();
  return (
    <Panel title={translate('gs.experiments.setup.title')} testId="setup">
      <Box
        component="dl"
        sx={{
          m: 0,
          display: 'grid',
          gridTemplateColumns: 'max-content minmax(0, 1fr)',
          columnGap: 2,
          rowGap: 1,
        }}
      >
        <Row label={translate('gs.experiments.key')}>
          <code>{key}</code>
        </Row>
        <Row label={translate('gs.experiments.setup.hypothesis')}>{hypothesis || '–'}</Row>
        <Row label={translate('gs.experiments.setup.variations')}>
          {variations.map(({ key: one, name, weight }) => (
            <div key={one}>
              {name} <code>{one}</code> {format.share(weight)}
            </div>
          ))}
        </Row>
        <Row label={translate('gs.experiments.setup.who')}>
          <WhoText {...experiment.assignment} />
        </Row>
        <Row label={translate('gs.experiments.setup.metrics')}>
          {metrics.map(({ metricId, role }) => (
            <div key={metricId}>
              {nameOf(metricId)} · {translate(`gs.experiments.roles.${role}`)}
            </div>
          ))}
        </Row>
        <Row label={translate('gs.experiments.setup.analysis')}>{analysisText(experiment.settings)}</Row>
        <Row label={translate('gs.experiments.setup.plan')}>
          <PlanText experiment={experiment} />
        </Row>
      </Box>
    </Panel>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <Typography component="dt" variant="body2" color="text.secondary">
        {label}
      </Typography>
      <Typography
        component="dd"
        variant="body2"
        sx={{ m: 0, overflowWrap: 'anywhere', '& code': { fontFamily: MONO_STACK, fontSize: 12 } }}
      >
        {children}
      </Typography>
    </>
  );
}

function PlanText({ experiment: { planned, settings, state } }: { experiment: Experiment }) {
  const translate = useTranslate();
  const format = useFormat();
  const share = settings.minimumEffect;
  const effect = format.share(share);
  if (state === 'draft') return translate('gs.experiments.setup.planDraft', { effect });
  if (planned?.people == null) return translate('gs.experiments.setup.planUnknown', { effect });
  const people = format.number(planned.people);
  if (planned.days === null) return translate('gs.experiments.setup.planOfPeople', { people, effect });
  const days = format.number(planned.days);
  return translate('gs.experiments.setup.planText', { people, days, effect, smart_count: planned.days });
}
