import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useRef } from 'react';
import { useTranslate } from 'react-admin';
import { TABLE_FILES } from '../api/http.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { IdsPreview } from './IdsPreview.js';
import { useIdsPreview } from './useCohorts.js';

/** Pasted, or a file as it is. */
export type GivenIds = string | File;

export const isGiven = (ids: GivenIds): boolean => typeof ids !== 'string' || ids.trim() !== '';

/** Ids of people, pasted or from a CSV file or workbook, which is looked into at once. */
export function IdsField({ ids, onChange }: { ids: GivenIds; onChange(ids: GivenIds): void }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const input = useRef<HTMLInputElement>(null);
  const look = useIdsPreview();
  const file = typeof ids === 'string' ? null : ids;
  const choose = (chosen: File) => look.mutate(chosen, { onSuccess: () => onChange(chosen) });
  const type = (text: string) => {
    look.reset();
    onChange(text);
  };
  return (
    <Stack gap={1.5}>
      <TextField
        multiline
        minRows={file ? 2 : 5}
        maxRows={12}
        label={translate('gs.cohorts.ids')}
        helperText={translate('gs.cohorts.idsHelp')}
        value={file ? '' : ids}
        onChange={({ target }) => type(target.value)}
        slotProps={{ htmlInput: { spellCheck: false, style: { fontFamily: 'monospace', fontSize: 12 } } }}
      />
      <Stack direction="row" gap={1.5} alignItems="center" flexWrap="wrap">
        <Button variant="outlined" loading={look.isPending} onClick={() => input.current?.click()}>
          {file?.name ?? translate('gs.cohorts.chooseFile')}
        </Button>
        <input
          ref={input}
          type="file"
          accept={TABLE_FILES}
          hidden
          data-testid="cohort-file"
          onChange={({ target }) => {
            const [chosen] = target.files ?? [];
            if (chosen) choose(chosen);
            target.value = '';
          }}
        />
      </Stack>
      {look.error && <Alert severity="error">{errorText(look.error)}</Alert>}
      {file && look.data && <IdsPreview preview={look.data} />}
    </Stack>
  );
}
