import type { ReportDisplay } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import type { ReportQuery } from '../api/useReport.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { SaveActions } from '../feedback/SaveActions.js';
import { Segmented } from '../layout/Segmented.js';
import { useUrlState } from '../layout/useUrlState.js';
import { useTraffic } from '../traffic/useTraffic.js';
import { lastDaysOf } from './last-days.js';
import { useDashboardWrites, useDashboards } from './useDashboards.js';

interface Props {
  query: ReportQuery;
  name: string;
  onClose(): void;
}

const NEW = 'new';

export function SaveReportDialog({ query, name: suggested, onClose }: Props) {
  const translate = useTranslate();
  const notify = useNotify();
  const errorText = useErrorText();
  const dashboards = useDashboards();
  const [name, setName] = useState(suggested);
  const [display, setDisplay] = useState<ReportDisplay>('chart');
  const [target, setTarget] = useState('');
  const [boardName, setBoardName] = useState('');
  const keep = useKeeping(query);
  const saving = useMutation({
    mutationFn: () => keep({ name: name.trim(), display, target, boardName: boardName.trim() }),
    onSuccess: () => {
      notify('gs.dashboards.saved', { type: 'success' });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  const isReady = name.trim() !== '' && (target !== NEW || boardName.trim() !== '');
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth data-testid="save-dialog">
      <form onSubmit={submit}>
        <DialogTitle>{translate('gs.dashboards.saveTitle')}</DialogTitle>
        <DialogContent>
          <Stack spacing={2} sx={{ pt: 1 }}>
            {saving.error && <Alert severity="error">{errorText(saving.error)}</Alert>}
            <TextField
              autoFocus
              required
              label={translate('gs.dashboards.name')}
              value={name}
              onChange={(event) => setName(event.target.value)}
              slotProps={{ htmlInput: { maxLength: 200 } }}
            />
            <Segmented<ReportDisplay>
              label={translate('gs.dashboards.display')}
              value={display}
              options={(['chart', 'table'] as const).map((value) => {
                return { value, label: translate(`gs.dashboards.${value}`) };
              })}
              onChange={setDisplay}
            />
            <TextField
              select
              label={translate('gs.dashboards.onto')}
              value={target}
              onChange={(event) => setTarget(event.target.value)}
              slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
            >
              <MenuItem value="">{translate('gs.dashboards.none')}</MenuItem>
              {dashboards.data?.map((one) => (
                <MenuItem key={one.id} value={String(one.id)}>
                  {one.name}
                </MenuItem>
              ))}
              <MenuItem value={NEW}>{translate('gs.dashboards.new')}</MenuItem>
            </TextField>
            {target === NEW && (
              <TextField
                required
                label={translate('gs.dashboards.newName')}
                value={boardName}
                onChange={(event) => setBoardName(event.target.value)}
                slotProps={{ htmlInput: { maxLength: 200 } }}
              />
            )}
          </Stack>
        </DialogContent>
        <SaveActions isReady={isReady} isSaving={saving.isPending} onClose={onClose} />
      </form>
    </Dialog>
  );
}

interface Choice {
  name: string;
  display: ReportDisplay;
  /** Id of a dashboard, `new`, or '' for none. */
  target: string;
  boardName: string;
}

/** Saves the question with the page's traffic and range, and puts it where it was asked to. */
function useKeeping(query: ReportQuery): (choice: Choice) => Promise<void> {
  const [params] = useUrlState();
  const { traffic } = useTraffic();
  const { data: dashboards } = useDashboards();
  const { save, create, change } = useDashboardWrites();
  return async ({ name, display, target, boardName }) => {
    const lastDays = lastDaysOf(params, query.from, query.to);
    const { id } = await save.mutateAsync({ name, display, lastDays, query: { ...query, traffic } });
    const tile = { reportId: id, width: 'half' as const };
    if (target === NEW) await create.mutateAsync({ name: boardName, tiles: [tile] });
    const dashboard = dashboards?.find((one) => String(one.id) === target);
    if (dashboard) await change.mutateAsync({ dashboard, tiles: [...dashboard.tiles, tile] });
  };
}
