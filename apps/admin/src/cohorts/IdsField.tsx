import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useRef } from 'react';
import { useTranslate } from 'react-admin';

/** Ids of people, pasted or from a CSV file. */
export function IdsField({ text, onChange }: { text: string; onChange(text: string): void }) {
  const translate = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  return (
    <Stack gap={1.5}>
      <TextField
        multiline
        minRows={5}
        maxRows={12}
        label={translate('gs.cohorts.ids')}
        helperText={translate('gs.cohorts.idsHelp')}
        value={text}
        onChange={({ target }) => onChange(target.value)}
        slotProps={{ htmlInput: { spellCheck: false, style: { fontFamily: 'monospace', fontSize: 12 } } }}
      />
      <Box>
        <Button variant="outlined" onClick={() => input.current?.click()}>
          {translate('gs.cohorts.chooseFile')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          hidden
          data-testid="cohort-file"
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file) void file.text().then(onChange);
            target.value = '';
          }}
        />
      </Box>
    </Stack>
  );
}
