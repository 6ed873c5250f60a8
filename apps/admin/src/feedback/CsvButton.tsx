import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useNotify, useTranslate } from 'react-admin';
import { type ReportQuery, fetchCsv } from '../api/useReport.js';
import { download } from '../lib/download.js';
import { useProject } from '../projects/ProjectContext.js';
import { useTraffic } from '../traffic/useTraffic.js';
import { useErrorText } from './ErrorState.js';

/** The answer to `query` as the API writes it in CSV. */
export function CsvButton({ query }: { query: ReportQuery }) {
  const translate = useTranslate();
  const notify = useNotify();
  const errorText = useErrorText();
  const { project } = useProject();
  const { traffic } = useTraffic();
  const fetching = useMutation({
    mutationFn: () => fetchCsv(project.id, query, traffic),
    onSuccess: (csv) =>
      download(`${query.kind}-${query.from}-${query.to}.csv`, csv, 'text/csv;charset=utf-8'),
    onError: (error) => notify(errorText(error), { type: 'error' }),
  });
  return (
    <Button
      variant="outlined"
      startIcon={<DownloadIcon fontSize="small" />}
      loading={fetching.isPending}
      loadingPosition="start"
      onClick={() => fetching.mutate()}
      data-testid="export-csv"
    >
      {translate('gs.action.exportCsv')}
    </Button>
  );
}
