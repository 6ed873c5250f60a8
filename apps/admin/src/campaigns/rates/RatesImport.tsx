import type { RefusedRow } from '@groundswell/contracts';
import UploadIcon from '@mui/icons-material/FileUploadOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { TABLE_FILES, sendFile } from '../../api/http.js';
import { useErrorText } from '../../feedback/ErrorState.js';
import { useReason } from '../../i18n/useReason.js';
import { useProject } from '../../projects/ProjectContext.js';

interface Imported {
  accepted: number;
  rejected: number;
  rejectedRows: RefusedRow[];
}

/** Many rates at once, from a file. */
export function useRatesImport() {
  const { project } = useProject();
  const translate = useTranslate();
  const notify = useNotify();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: File) => sendFile<Imported>(`projects/${project.id}/exchangeRates/import`, file),
    onSuccess: ({ accepted }) => {
      // With none the lines that were refused say why.
      if (accepted > 0)
        notify(translate('gs.tree.rates.imported', { smart_count: accepted }), { type: 'success' });
      return client.invalidateQueries();
    },
  });
}
type RatesImport = ReturnType<typeof useRatesImport>;

export function RatesImportButton({ file }: { file: RatesImport }) {
  const translate = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        startIcon={<UploadIcon fontSize="small" />}
        loading={file.isPending}
        loadingPosition="start"
        onClick={() => input.current?.click()}
        title={translate('gs.tree.rates.importHelp')}
      >
        {translate('gs.tree.rates.import')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={TABLE_FILES}
        data-testid="rates-file"
        onChange={({ target }) => {
          const [chosen] = target.files ?? [];
          if (chosen) file.mutate(chosen);
          target.value = '';
        }}
      />
    </>
  );
}

/** Why a file, or lines of it, were not taken. */
export function RatesRefused({ file }: { file: RatesImport }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const reasonOf = useReason();
  if (file.error) return <Alert severity="error">{errorText(file.error)}</Alert>;
  if (!file.data?.rejected) return null;
  return (
    <Alert severity="warning">
      {translate('gs.tree.rates.refused', { smart_count: file.data.rejected })}
      <Box component="ul" sx={{ m: 0, pl: 2, maxHeight: 160, overflow: 'auto' }}>
        {file.data.rejectedRows.slice(0, 200).map(({ line, reason, ...fault }) => (
          <li key={line}>{translate('gs.campaigns.line', { line, reason: reasonOf(reason, fault) })}</li>
        ))}
      </Box>
    </Alert>
  );
}
