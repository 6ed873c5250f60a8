import FileIcon from '@mui/icons-material/InsertDriveFileOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslate } from 'react-admin';

const ACCEPT =
  '.csv,.tsv,.ndjson,.jsonl,.json,.parquet,.gz,.zip,.zst,.br,text/csv,application/x-ndjson,application/gzip,application/zip';

interface Props {
  file?: File;
  isBusy: boolean;
  onFile(file: File): void;
}

export function FileDrop({ file, isBusy, onFile }: Props) {
  const translate = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped && !isBusy) onFile(dropped);
  };
  return (
    <Box
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      sx={{
        border: '1px dashed',
        borderColor: isOver ? 'primary.main' : 'divider',
        bgcolor: isOver ? 'action.hover' : 'transparent',
        borderRadius: 1,
        p: file ? 1.5 : 4,
        display: 'flex',
        flexDirection: file ? 'row' : 'column',
        alignItems: 'center',
        gap: 1.5,
        textAlign: 'center',
      }}
    >
      <FileIcon sx={{ color: 'text.secondary' }} aria-hidden />
      <Box sx={{ flex: 1, minWidth: 0, textAlign: file ? 'left' : 'center' }}>
        <Typography variant="body2" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
          {file ? file.name : translate('gs.imports.drop')}
        </Typography>
        {!file && (
          <Typography variant="caption" color="text.secondary">
            {translate('gs.imports.dropHelp')}
          </Typography>
        )}
      </Box>
      <Button variant="outlined" loading={isBusy} onClick={() => input.current?.click()}>
        {translate(file ? 'gs.imports.another' : 'gs.imports.choose')}
      </Button>
      <input
        ref={input}
        type="file"
        accept={ACCEPT}
        hidden
        data-testid="import-file"
        onChange={({ target }) => {
          const [chosen] = target.files ?? [];
          if (chosen) onFile(chosen);
          target.value = '';
        }}
      />
    </Box>
  );
}
