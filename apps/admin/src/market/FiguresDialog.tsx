import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { FileDialog } from '../feedback/FileDialog.js';
import { useFilePreview } from '../feedback/useFilePreview.js';
import { FiguresPreview, type PreviewedFigures } from './FiguresPreview.js';

/** Figures of third parties, from a file or pasted. */
export function FiguresDialog({ onClose }: { onClose(): void }) {
  const translate = useTranslate();
  const [csv, setCsv] = useState('');
  const file = useFilePreview<PreviewedFigures>('panelFigures', 'gs.market.stored', onClose);
  const { data: preview } = file.look;
  const choose = async (chosen: File) => {
    const text = await chosen.text();
    setCsv(text);
    file.look.mutate({ body: text });
  };
  const edit = (text: string) => {
    setCsv(text);
    file.look.reset();
  };
  return (
    <FileDialog
      title={translate('gs.market.importTitle')}
      help={translate('gs.market.importHelp')}
      file={file}
      choose={translate(csv ? 'gs.market.another' : 'gs.market.choose')}
      accept=".csv,text/csv"
      testId="figures"
      onFile={(chosen) => void choose(chosen)}
      action={{
        label: preview
          ? translate('gs.market.store', { smart_count: preview.accepted })
          : translate('gs.market.look'),
        isDisabled: csv.trim() === '' || preview?.accepted === 0,
        run: () => (preview ? file.store : file.look).mutate({ body: csv }),
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
