import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import InputAdornment from '@mui/material/InputAdornment';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { ApiError, request } from '../api/http.js';
import { queryClient } from '../api/query-client.js';
import type { ProjectView } from '../api/types.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { Panel } from '../layout/Panel.js';
import { projectKey, useProject } from '../projects/ProjectContext.js';
import { CurrencyField, TimeZoneField, WeekStartField } from '../projects/ProjectFields.js';
import { PROJECTS_KEY } from '../projects/useProjects.js';
import { ActiveEventsFields } from './ActiveEventsFields.js';
import { DeleteProjectPanel } from './DeleteProjectPanel.js';
import { modeOf, namesOf } from './active-events.js';

type Values = Pick<
  ProjectView,
  'name' | 'timeZone' | 'weekStart' | 'currency' | 'activeEvents' | 'lateWindowDays'
>;

export function GeneralTab() {
  const { project } = useProject();
  // A newer version, once loaded, starts the form afresh.
  return (
    <Stack spacing={2} sx={{ maxWidth: 720 }}>
      <ProjectForm key={project.version} project={project} />
      <DeleteProjectPanel />
    </Stack>
  );
}

function ProjectForm({ project }: { project: ProjectView }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const { canManage } = useProject();
  const [values, setValues] = useState<Values>(() => valuesOf(project));
  const set = (change: Partial<Values>) => setValues((before) => ({ ...before, ...change }));
  const saving = useSaving(project);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate(values);
  };
  const { activeEvents } = values;
  const isNameless = modeOf(activeEvents) !== 'default' && namesOf(activeEvents).length === 0;
  const isChanged = JSON.stringify(values) !== JSON.stringify(valuesOf(project));
  const isUsable = values.name.trim() !== '' && values.lateWindowDays >= 1 && !isNameless;
  return (
    <Stack component="form" onSubmit={submit} spacing={2}>
      {!canManage && <Alert severity="info">{translate('gs.settings.readOnly')}</Alert>}
      {saving.error && <Alert severity="error">{errorText(saving.error)}</Alert>}
      <Panel title={translate('gs.settings.general')}>
        <Stack spacing={2} sx={{ pt: 1 }}>
          <TextField
            required
            label={translate('gs.project.name')}
            value={values.name}
            disabled={!canManage}
            onChange={(event) => set({ name: event.target.value })}
            slotProps={{ htmlInput: { maxLength: 200 } }}
          />
          <TimeZoneField
            value={values.timeZone}
            disabled={!canManage || project.zoneFixed}
            helperText={project.zoneFixed ? translate('gs.settings.zoneFixed') : undefined}
            onChange={(timeZone) => set({ timeZone })}
          />
          <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2} sx={{ '& > *': { flex: 1 } }}>
            <WeekStartField
              value={values.weekStart}
              disabled={!canManage}
              onChange={(weekStart) => set({ weekStart })}
            />
            <CurrencyField
              value={values.currency}
              disabled={!canManage}
              onChange={(currency) => set({ currency })}
            />
          </Stack>
          <TextField
            type="number"
            label={translate('gs.settings.lateWindow')}
            helperText={translate('gs.settings.lateWindowHelp')}
            value={values.lateWindowDays}
            disabled={!canManage}
            onChange={(event) => set({ lateWindowDays: Number(event.target.value) })}
            slotProps={{
              htmlInput: { min: 1, max: 3650 },
              input: {
                endAdornment: <InputAdornment position="end">{translate('gs.settings.days')}</InputAdornment>,
              },
            }}
          />
        </Stack>
      </Panel>
      <Panel title={translate('gs.settings.activeTitle')}>
        <ActiveEventsFields
          value={activeEvents}
          disabled={!canManage}
          onChange={(next) => set({ activeEvents: next })}
        />
      </Panel>
      <Stack direction="row" alignItems="center" gap={2}>
        {canManage && (
          <Button
            type="submit"
            variant="contained"
            disabled={!isChanged || !isUsable}
            loading={saving.isPending}
          >
            {translate('gs.action.save')}
          </Button>
        )}
        <Typography variant="caption" color="text.secondary">
          {`${translate('gs.settings.projectId')} ${project.id} · ${translate('gs.settings.version', { version: project.version })}`}
        </Typography>
      </Stack>
    </Stack>
  );
}

function valuesOf({
  name,
  timeZone,
  weekStart,
  currency,
  activeEvents,
  lateWindowDays,
}: ProjectView): Values {
  return { name, timeZone, weekStart, currency, activeEvents, lateWindowDays };
}

/** Sends what changed, with the version that it was read at. */
function useSaving(project: ProjectView) {
  const notify = useNotify();
  const key = projectKey(project.id);
  return useMutation({
    mutationFn: (values: Values) => {
      const before = valuesOf(project);
      const changed = Object.entries(values).filter(([name, value]) => {
        return JSON.stringify(value) !== JSON.stringify(before[name as keyof Values]);
      });
      const body = { ...Object.fromEntries(changed), version: project.version };
      return request<ProjectView>(`projects/${project.id}`, { method: 'PATCH', body });
    },
    onSuccess: (saved) => {
      queryClient.setQueryData(key, saved);
      void queryClient.invalidateQueries({ queryKey: PROJECTS_KEY });
      void queryClient.invalidateQueries({ queryKey: ['report', project.id] });
      notify('gs.settings.saved', { type: 'success' });
    },
    onError: (error) => {
      if (!(error instanceof ApiError) || error.status !== 409) return;
      notify('gs.settings.conflict', { type: 'warning' });
      void queryClient.invalidateQueries({ queryKey: key });
    },
  });
}
