import { ENVIRONMENTS, type Flag, type TriedFlag } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, useState } from 'react';
import { useTranslate } from 'react-admin';
import { useErrorText } from '../feedback/ErrorState.js';
import { Panel } from '../layout/Panel.js';
import { isObject, parsed } from './flag-form.js';
import { useTry } from './useFlags.js';
import { useRuleTitle } from './useRuleTitle.js';

/** Who gets what: the value of a person with these attributes, and why. */
export function TryPanel({ flag }: { flag: Flag }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const [environment, setEnvironment] = useState('production');
  const [text, setText] = useState('{"id": "ada"}');
  const attributes = parsed(text);
  const isWrong = !isObject(attributes);
  const { mutate, data, error, isPending } = useTry(flag.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isObject(attributes)) mutate({ environment, attributes });
  };
  return (
    <Panel title={translate('gs.flags.try')} testId="flag-try">
      <form onSubmit={submit}>
        <Stack direction={{ xs: 'column', sm: 'row' }} gap={1.5} alignItems="flex-start">
          <TextField
            select
            size="small"
            label={translate('gs.flags.environment')}
            value={environment}
            onChange={({ target }) => setEnvironment(target.value)}
            sx={{ minWidth: 140 }}
          >
            {ENVIRONMENTS.map((name) => (
              <MenuItem key={name} value={name}>
                {name}
              </MenuItem>
            ))}
          </TextField>
          <TextField
            size="small"
            fullWidth
            label={translate('gs.flags.attributes')}
            value={text}
            onChange={({ target }) => setText(target.value)}
            error={isWrong}
            helperText={isWrong ? translate('gs.flags.wrong.object') : undefined}
            slotProps={{ htmlInput: { spellCheck: false } }}
          />
          <Button
            type="submit"
            variant="outlined"
            disabled={isWrong}
            loading={isPending}
            sx={{ whiteSpace: 'nowrap' }}
          >
            {translate('gs.flags.tryNow')}
          </Button>
        </Stack>
      </form>
      {error && (
        <Alert severity="error" sx={{ mt: 1.5 }}>
          {errorText(error)}
        </Alert>
      )}
      {data && <Tried flag={flag} tried={data} />}
    </Panel>
  );
}

interface TriedProps {
  flag: Flag;
  tried: TriedFlag;
}

function Tried({ flag, tried: { value, reason, ruleId, experiment, variation } }: TriedProps) {
  const translate = useTranslate();
  const titleOf = useRuleTitle(flag.rules);
  const why = translate(`gs.flags.reason.${reason}`, {
    rule: ruleId ? titleOf(ruleId) : '',
    experiment: experiment ?? '',
    variation: variation ?? '',
  });
  return (
    <Stack direction="row" gap={1.5} alignItems="baseline" sx={{ mt: 1.5 }} data-testid="flag-tried">
      <Typography
        component="code"
        sx={{ fontFamily: 'monospace', fontWeight: 600, overflowWrap: 'anywhere' }}
      >
        {reason === 'off' || reason === 'prerequisite' ? '–' : JSON.stringify(value)}
      </Typography>
      <Typography variant="body2" color="text.secondary">
        {why}
      </Typography>
    </Stack>
  );
}
