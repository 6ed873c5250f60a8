import type { Dashboard, Report } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import List from '@mui/material/List';
import ListItemButton from '@mui/material/ListItemButton';
import ListItemText from '@mui/material/ListItemText';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { CloseActions } from '../feedback/CloseActions.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { useDashboardWrites } from './useDashboards.js';

interface Props {
  dashboard: Dashboard;
  reports: Report[];
  onClose(): void;
}

/** Saved reports that are not on the dashboard yet; new ones are saved on the pages of the reports. */
export function AddReportDialog({ dashboard, reports, onClose }: Props) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const { change } = useDashboardWrites();
  const { tiles } = dashboard;
  const others = reports.filter(({ id }) => !tiles.some(({ reportId }) => reportId === id));
  const add = ({ id }: Report) =>
    change.mutate({ dashboard, tiles: [...tiles, { reportId: id, width: 'half' }] }, { onSuccess: onClose });
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth>
      <DialogTitle>{translate('gs.dashboards.add')}</DialogTitle>
      <DialogContent>
        {change.error && <Alert severity="error">{errorText(change.error)}</Alert>}
        <List dense disablePadding>
          {others.map((report) => (
            <ListItemButton key={report.id} disabled={change.isPending} onClick={() => add(report)}>
              <ListItemText
                primary={report.name}
                secondary={translate(`gs.dashboards.kind.${report.kind}`, { _: report.kind })}
              />
            </ListItemButton>
          ))}
        </List>
        <Typography variant="body2" color="text.secondary" sx={{ mt: 1 }}>
          {translate('gs.dashboards.addHelp')}
        </Typography>
      </DialogContent>
      <CloseActions onClose={onClose} />
    </Dialog>
  );
}
