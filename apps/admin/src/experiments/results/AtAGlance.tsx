import type { Experiment, ExperimentResults } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useFormat } from '../../i18n/useFormat.js';
import { useTokens } from '../../theme/useTokens.js';
import { guardrailState, ofRole } from './results.js';
import { useHealthText } from './useHealthText.js';
import { useReasonText } from './useReasonText.js';

interface Props {
  results: ExperimentResults;
  experiment: Experiment;
}

type Tone = 'good' | 'bad' | 'warn' | 'plain';
interface Fact {
  name: 'todo' | 'guardrails' | 'health' | 'people';
  text: string;
  tone: Tone;
}

/** What to do, what may not get worse, whether to believe it, and on how many people it stands. */
export function AtAGlance({ results, experiment }: Props) {
  const facts = useFacts(results, experiment);
  const translate = useTranslate();
  const t = useTokens();
  const colors = { good: t.good, bad: t.bad, warn: 'warning.main', plain: 'text.primary' };
  return (
    <Stack spacing={1}>
      <Box
        component="dl"
        data-testid="at-a-glance"
        sx={{
          m: 0,
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: 'repeat(2, minmax(0, 1fr))', md: 'repeat(4, minmax(0, 1fr))' },
        }}
      >
        {facts.map(({ name, text, tone }) => (
          <div key={name} data-testid={`fact-${name}`} data-tone={tone}>
            <Typography component="dt" variant="body2" color="text.secondary">
              {translate(`gs.experiments.glance.${name}`)}
            </Typography>
            <Typography
              component="dd"
              sx={{ m: 0, fontWeight: 600, color: colors[tone], overflowWrap: 'anywhere' }}
            >
              {text}
            </Typography>
          </div>
        ))}
      </Box>
      <Why results={results} experiment={experiment} />
    </Stack>
  );
}

/** What speaks for what is to be done. */
function Why({ results, experiment }: Props) {
  const translate = useTranslate();
  const reasonText = useReasonText(experiment.variations);
  const { reasons, reasonCodes } = results.recommendation;
  const texts = reasons.map((reason, place) => {
    const told = reasonCodes[place];
    return reasonText({ reason, reasonCode: told?.code ?? null, reasonValues: told?.values ?? null });
  });
  if (texts.length === 0) return null;
  return (
    <Typography variant="body2" color="text.secondary" data-testid="why">
      {translate('gs.experiments.glance.why', { reasons: texts.join(' ') })}
    </Typography>
  );
}

function useFacts(results: ExperimentResults, experiment: Experiment): Fact[] {
  const translate = useTranslate();
  const format = useFormat();
  const healthText = useHealthText();
  const say = (key: string, values?: object) => translate(`gs.experiments.glance.${key}`, values);
  const { variations, recommendation } = results;
  const people = variations.reduce((sum, { exposed }) => sum + exposed, 0);
  const planned = experiment.planned?.people ?? null;
  return [
    { name: 'todo', ...actionOf() },
    { name: 'guardrails', ...guardrailsOf() },
    { name: 'health', ...healthText(results) },
    {
      name: 'people',
      text:
        planned === null
          ? format.number(people)
          : say('ofPlanned', { people: format.number(people), planned: format.number(planned) }),
      tone: 'plain',
    },
  ];

  function actionOf(): Omit<Fact, 'name'> {
    const { action, variation } = recommendation;
    const name = experiment.variations.find(({ key }) => key === variation)?.name ?? '';
    const tones = {
      ship: 'good',
      keepControl: 'plain',
      continue: 'plain',
      stop: 'plain',
      investigate: 'bad',
    } as const;
    return { text: say(`action.${action}`, { variation: name }), tone: tones[action] };
  }

  function guardrailsOf(): Omit<Fact, 'name'> {
    const all = ofRole(results.metrics, 'guardrail');
    if (all.length === 0) return { text: say('noGuardrails'), tone: 'plain' };
    const states = all.map((metric) => ({ name: metric.name, state: guardrailState(metric) }));
    const hurt = states.filter(({ state }) => state === 'hurt').map(({ name }) => name);
    if (hurt.length > 0) return { text: say('hurt', { metrics: hurt.join(', ') }), tone: 'bad' };
    const open = states.filter(({ state }) => state === 'open').map(({ name }) => name);
    if (open.length > 0) return { text: say('open', { metrics: open.join(', ') }), tone: 'warn' };
    return { text: say('hold'), tone: 'good' };
  }
}
