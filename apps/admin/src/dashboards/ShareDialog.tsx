import type { Dashboard } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { request } from '../api/http.js';
import type { Page } from '../api/types.js';
import { CopyButton } from '../feedback/CopyButton.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { useFormat } from '../i18n/useFormat.js';
import { useProject } from '../projects/ProjectContext.js';

interface Share {
  id: number;
  createdAt: string;
  revokedAt: string | null;
}

/** Links that open this dashboard to others: made, shown once, revoked. */
export function ShareDialog({ dashboard, onClose }: { dashboard: Dashboard; onClose(): void }) {
  const translate = useTranslate();
  const format = useFormat();
  const errorText = useErrorText();
  const { shares, create, revoke } = useShares(dashboard.id);
  const error = shares.error ?? create.error ?? revoke.error;
  const link = create.data && `${window.location.origin}${create.data.path}`;
  const live = shares.data?.filter(({ revokedAt }) => revokedAt === null) ?? [];
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth data-testid="share-dialog">
      <DialogTitle>{translate('gs.dashboards.shareTitle')}</DialogTitle>
      <DialogContent>
        <Stack spacing={2}>
          <Typography color="text.secondary">{translate('gs.dashboards.shareText')}</Typography>
          {error && <Alert severity="error">{errorText(error)}</Alert>}
          {link && (
            <Stack spacing={1}>
              <Stack direction="row" spacing={1}>
                <TextField
                  fullWidth
                  value={link}
                  slotProps={{
                    input: { readOnly: true },
                    htmlInput: { 'aria-label': translate('gs.dashboards.link'), 'data-testid': 'share-link' },
                  }}
                />
                <CopyButton text={link} label={translate('gs.dashboards.link')} />
              </Stack>
              <Typography variant="caption" color="text.secondary">
                {translate('gs.dashboards.linkOnce')}
              </Typography>
            </Stack>
          )}
          {live.map(({ id, createdAt }) => (
            <Stack key={id} direction="row" alignItems="center" justifyContent="space-between" gap={1}>
              <Typography variant="body2">
                {translate('gs.dashboards.linkOf', { time: format.instant(createdAt) })}
              </Typography>
              <Button
                color="error"
                disabled={revoke.isPending}
                onClick={() => revoke.mutate(id)}
                aria-label={translate('gs.dashboards.revokeLabel', { time: format.instant(createdAt) })}
              >
                {translate('gs.dashboards.revoke')}
              </Button>
            </Stack>
          ))}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} color="inherit">
          {translate('gs.action.close')}
        </Button>
        <Button
          variant="contained"
          loading={create.isPending}
          onClick={() => create.mutate()}
          data-testid="new-link"
        >
          {translate('gs.dashboards.newLink')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function useShares(dashboardId: number) {
  const { project } = useProject();
  const path = `projects/${project.id}/dashboards/${dashboardId}/shares`;
  const shares = useQuery({
    queryKey: ['shares', path],
    queryFn: ({ signal }) => request<Page<Share>>(path, { signal }).then(({ data }) => data),
  });
  const onSuccess = () => void shares.refetch();
  const create = useMutation({
    mutationFn: () => request<Share & { path: string }>(path, { method: 'POST' }),
    onSuccess,
  });
  const revoke = useMutation({
    mutationFn: (id: number) => request(`${path}/${id}`, { method: 'DELETE' }),
    onSuccess: () => {
      // The link in view may be the one that just died.
      create.reset();
      onSuccess();
    },
  });
  return { shares, create, revoke };
}
