import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import InputAdornment from '@mui/material/InputAdornment';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { request } from '../api/http.js';
import { queryClient } from '../api/query-client.js';
import type { ProjectView } from '../api/types.js';
import { ConfirmDialog } from '../feedback/ConfirmDialog.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { projectKey, useProject } from '../projects/ProjectContext.js';

const LEAST_DAYS = 7;
const MOST_DAYS = 36_500;
const FIRST_SUGGESTION = 365;

/** How long raw events are kept. Shortening it deletes, so it is asked for twice. */
export function RawRetentionPanel({ project }: { project: ProjectView }) {
  const translate = useTranslate();
  const { canManage } = useProject();
  const before = project.rawRetentionDays ?? null;
  const [days, setDays] = useState<number | null>(before);
  const [isAsking, setAsking] = useState(false);
  const save = useSave(project);
  const isUsable = days === null || (Number.isInteger(days) && days >= LEAST_DAYS && days <= MOST_DAYS);
  const isShorter = days !== null && (before === null || days < before);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsking(true);
  };
  return (
    <Panel title={translate('gs.rawRetention.title')}>
      <Stack component="form" onSubmit={submit} spacing={1.5} sx={{ maxWidth: 720 }}>
        <Typography color="text.secondary">{translate('gs.rawRetention.text')}</Typography>
        <RadioGroup
          aria-label={translate('gs.rawRetention.title')}
          value={days === null ? 'ever' : 'days'}
          onChange={(_, value) => setDays(value === 'ever' ? null : (before ?? FIRST_SUGGESTION))}
        >
          <FormControlLabel
            value="ever"
            disabled={!canManage}
            control={<Radio size="small" />}
            label={translate('gs.rawRetention.ever')}
          />
          <FormControlLabel
            value="days"
            disabled={!canManage}
            control={<Radio size="small" />}
            label={translate('gs.rawRetention.after')}
          />
        </RadioGroup>
        {days !== null && (
          <TextField
            type="number"
            label={translate('gs.rawRetention.days')}
            error={!isUsable}
            helperText={translate('gs.rawRetention.daysHelp', { least: LEAST_DAYS })}
            value={days === 0 ? '' : days}
            disabled={!canManage}
            onChange={(event) => setDays(Number(event.target.value))}
            sx={{ maxWidth: 240 }}
            slotProps={{
              htmlInput: { min: LEAST_DAYS, max: MOST_DAYS },
              input: {
                endAdornment: <InputAdornment position="end">{translate('gs.settings.days')}</InputAdornment>,
              },
            }}
          />
        )}
        {isShorter && isUsable && (
          <Alert severity="warning">{translate('gs.rawRetention.warning', { days })}</Alert>
        )}
        <RawFrom project={project} />
        {canManage && (
          <Button
            type="submit"
            variant="contained"
            disabled={days === before || !isUsable}
            sx={{ alignSelf: 'flex-start' }}
          >
            {translate('gs.action.save')}
          </Button>
        )}
      </Stack>
      {isAsking && (
        <ConfirmDialog
          title={translate(isShorter ? 'gs.rawRetention.confirmTitle' : 'gs.rawRetention.keepTitle')}
          text={translate(isShorter ? 'gs.rawRetention.warning' : 'gs.rawRetention.keepText', { days })}
          confirm={translate('gs.action.save')}
          isDangerous={isShorter}
          onConfirm={() => save(days)}
          onClose={() => setAsking(false)}
        />
      )}
    </Panel>
  );
}

/** Since when some are gone. */
function RawFrom({ project: { rawFrom } }: { project: ProjectView }) {
  const translate = useTranslate();
  const format = useFormat();
  if (!rawFrom) return null;
  return <Alert severity="info">{translate('gs.rawRetention.rawFrom', { day: format.day(rawFrom) })}</Alert>;
}

function useSave(project: ProjectView) {
  const notify = useNotify();
  return async (rawRetentionDays: number | null) => {
    const body = { rawRetentionDays, version: project.version };
    const saved = await request<ProjectView>(`projects/${project.id}`, { method: 'PATCH', body });
    queryClient.setQueryData(projectKey(project.id), saved);
    notify('gs.settings.saved', { type: 'success' });
  };
}
