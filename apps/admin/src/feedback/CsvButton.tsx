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
  const { project } = useProject();
  const { traffic } = useTraffic();
  return (
    <CsvFileButton
      name={`${query.kind}-${query.from}-${query.to}`}
      fetch={() => fetchCsv(project.id, query, traffic)}
      isSmall={isSmall}
    />
  );
}

export interface CsvFile {
  /** Without its ending. */
  name: string;
  csv: string | Blob;
}

interface FileProps {
  /** Of the file, without its ending; a file may know better. */
  name: string;
  fetch(): Promise<string | Blob | CsvFile>;
  isSmall?: boolean;
}

/** Hands any CSV text to the browser as a file. */
export function CsvFileButton({ name, fetch, isSmall }: FileProps) {
  const translate = useTranslate();
  const notify = useNotify();
  const errorText = useErrorText();
  const fetching = useMutation({
    mutationFn: fetch,
    onSuccess: (found) => {
      const file = typeof found === 'string' || found instanceof Blob ? { name, csv: found } : found;
      download(`${file.name}.csv`, file.csv, 'text/csv;charset=utf-8');
    },
    onError: (error) => notify(errorText(error), { type: 'error' }),
  });
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
