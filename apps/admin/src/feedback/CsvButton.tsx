import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useMutation } from '@tanstack/react-query';
import { useNotify, useTranslate } from 'react-admin';
import { type ReportQuery, fetchCsv } from '../api/useReport.js';
import { download } from '../lib/download.js';
import { useProject } from '../projects/ProjectContext.js';
import { useTraffic } from '../traffic/useTraffic.js';
import { useErrorText } from './ErrorState.js';

/** The answer to `query` as the API writes it in CSV. */
export function CsvButton({ query, isSmall }: { query: ReportQuery; isSmall?: boolean }) {
  const translate = useTranslate();
  const fetching = useCsv(query);
  const text = translate('gs.action.exportCsv');
  const common = {
    loading: fetching.isPending,
    onClick: () => fetching.mutate(),
    'data-testid': 'export-csv',
  };
  const icon = <DownloadIcon fontSize="small" />;
  if (!isSmall) {
    return (
      <Button variant="outlined" startIcon={icon} loadingPosition="start" {...common}>
        {text}
      </Button>
    );
  }
  return (
    <Tooltip title={text}>
      <IconButton size="small" aria-label={text} {...common}>
        {icon}
      </IconButton>
    </Tooltip>
  );
}

function useCsv(query: ReportQuery) {
  const notify = useNotify();
  const errorText = useErrorText();
  const { project } = useProject();
  const { traffic } = useTraffic();
  return useMutation({
    mutationFn: () => fetchCsv(project.id, query, traffic),
    onSuccess: (csv) =>
      download(`${query.kind}-${query.from}-${query.to}.csv`, csv, 'text/csv;charset=utf-8'),
    onError: (error) => notify(errorText(error), { type: 'error' }),
  });
}
