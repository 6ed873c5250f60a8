import type { ChannelName, ChannelRule } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useDeferredValue } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { useErrorText } from '../feedback/ErrorState.js';
import { Panel } from '../layout/Panel.js';
import { useUrlState } from '../layout/useUrlState.js';
import { channelName, conditionText } from './rule-text.js';
import { useTrial } from './useChannelRules.js';

/** Which channel an address and a referrer would get, and by which rule; both stand in the page's own address. */
export function TrialPanel({ rules, names }: { rules: ChannelRule[]; names: ChannelName[] }) {
  const translate = useTranslate();
  const [params, change] = useUrlState();
  const field = (name: 'url' | 'referrer', placeholder: string) => (
    <TextField
      label={translate(`gs.channels.${name}`)}
      value={params.get(name) ?? ''}
      placeholder={placeholder}
      onChange={({ target }) => change({ [name]: target.value })}
      slotProps={{
        htmlInput: { maxLength: 4000, 'data-testid': `trial-${name}` },
        inputLabel: { shrink: true },
      }}
      sx={{ flex: { xs: '1 1 100%', sm: name === 'url' ? '2 1 280px' : '1 1 180px' } }}
    />
  );
  return (
    <Panel title={translate('gs.channels.trial')} testId="channel-trial">
      <Stack direction="row" flexWrap="wrap" gap={1.5} sx={{ pt: 0.5 }}>
        {field('url', 'https://example.com/?utm_source=google&utm_medium=cpc')}
        {field('referrer', 'https://www.google.com/')}
      </Stack>
      <Verdict url={params.get('url') ?? ''} referrer={params.get('referrer') ?? ''} {...{ rules, names }} />
    </Panel>
  );
}

interface VerdictProps {
  url: string;
  referrer: string;
  rules: ChannelRule[];
  names: ChannelName[];
}

function Verdict({ url, referrer, rules, names }: VerdictProps) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const [locale] = useLocaleState();
  const asked = useDeferredValue({ url: url.trim(), referrer: referrer.trim(), rules });
  const { data, error } = useTrial(asked);
  if (asked.url === '' && asked.referrer === '') {
    return (
      <Typography variant="body2" color="text.secondary" sx={{ mt: 1.5 }}>
        {translate('gs.channels.trialEmpty')}
      </Typography>
    );
  }
  if (error)
    return (
      <Alert severity="error" sx={{ mt: 1.5 }}>
        {errorText(error)}
      </Alert>
    );
  if (!data) return <Box sx={{ height: 36 }} />;
  const rule = data.rule === null ? undefined : rules[data.rule];
  return (
    <Stack direction="row" alignItems="center" flexWrap="wrap" gap={1} sx={{ mt: 1.5 }} aria-live="polite">
      <Chip
        color="primary"
        size="small"
        label={channelName(data.channel, names, locale)}
        data-testid="trial-channel"
      />
      <Typography variant="body2" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
        {rule
          ? `${translate('gs.channels.byRule', { number: data.rule! + 1 })} ${rule.conditions
              .map((one) => conditionText(one, translate))
              .join(translate('gs.channels.and'))}`
          : translate('gs.channels.byNone')}
      </Typography>
    </Stack>
  );
}
