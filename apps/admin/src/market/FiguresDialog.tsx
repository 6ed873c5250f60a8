import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { TABLE_FILES } from '../api/http.js';
import { FileDialog } from '../feedback/FileDialog.js';
import { useFilePreview } from '../feedback/useFilePreview.js';
import { FiguresPreview, type PreviewedFigures } from './FiguresPreview.js';

/** Figures of third parties, from a file or pasted. */
export function FiguresDialog({ onClose }: { onClose(): void }) {
  const translate = useTranslate();
  const [csv, setCsv] = useState('');
  const file = useFilePreview<PreviewedFigures>('panelFigures', 'gs.market.stored', onClose);
  const { data: preview } = file.look;
  const [workbook, setWorkbook] = useState<File | null>(null);
  const body = workbook ?? csv;
  const choose = async (chosen: File) => {
    const isWorkbook = /\.xlsx$/i.test(chosen.name);
    const text = isWorkbook ? '' : await chosen.text();
    setCsv(text);
    setWorkbook(isWorkbook ? chosen : null);
    file.look.mutate({ body: isWorkbook ? chosen : text });
  };
  const edit = (text: string) => {
    setCsv(text);
    setWorkbook(null);
    file.look.reset();
  };
  return (
    <FileDialog
      title={translate('gs.market.importTitle')}
      help={translate('gs.market.importHelp')}
      file={file}
      choose={workbook?.name ?? translate(csv ? 'gs.market.another' : 'gs.market.choose')}
      accept={TABLE_FILES}
      testId="figures"
      onFile={(chosen) => void choose(chosen)}
      action={{
        label: preview
          ? translate('gs.market.store', { smart_count: preview.accepted })
          : translate('gs.market.look'),
        isDisabled: (workbook === null && csv.trim() === '') || preview?.accepted === 0,
        run: () => (preview ? file.store : file.look).mutate({ body }),
      }}
      onClose={onClose}
    >
      <TextField
        multiline
        minRows={3}
        maxRows={6}
        label={translate('gs.market.pasted')}
        placeholder="subject,metric,date,value,source"
        value={csv}
        onChange={({ target }) => edit(target.value)}
        slotProps={{ htmlInput: { spellCheck: false, style: { fontFamily: 'monospace', fontSize: 12 } } }}
      />
      {preview && <FiguresPreview preview={preview} />}
    </FileDialog>
  );
}
