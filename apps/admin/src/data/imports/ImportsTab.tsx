import UploadIcon from '@mui/icons-material/UploadFileOutlined';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { EmptyState } from '../../feedback/EmptyState.js';
import { ErrorState } from '../../feedback/ErrorState.js';
import { Panel } from '../../layout/Panel.js';
import { useProject } from '../../projects/ProjectContext.js';
import { ImportDialog } from './ImportDialog.js';
import { ImportsTable } from './ImportsTable.js';
import { useImports } from './useImports.js';

export function ImportsTab() {
  const translate = useTranslate();
  const { canManage } = useProject();
  const { data, error, failureCount, refetch } = useImports();
  const [isUploading, setUploading] = useState(false);
  const button = canManage && (
    <Button
      variant="contained"
      startIcon={<UploadIcon fontSize="small" />}
      onClick={() => setUploading(true)}
      data-testid="import-upload"
    >
      {translate('gs.imports.upload')}
    </Button>
  );
  const content = () => {
    if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
    if (!data) return <Skeleton variant="rounded" height={240} />;
    if (data.data.length > 0) return <ImportsTable imports={data.data} />;
    return (
      <EmptyState title={translate('gs.imports.emptyTitle')} text={translate('gs.imports.emptyText')}>
        {button}
      </EmptyState>
    );
  };
  return (
    <Stack spacing={1.5}>
      {data && data.data.length > 0 && <Stack direction="row">{button}</Stack>}
      {data && failureCount > 0 && (
        <Alert severity="warning" role="status" data-testid="imports-offline">
          {translate('gs.imports.offline')}
        </Alert>
      )}
      <Panel isFlush testId="imports">
        {content()}
      </Panel>
      {isUploading && <ImportDialog onClose={() => setUploading(false)} />}
    </Stack>
  );
}
