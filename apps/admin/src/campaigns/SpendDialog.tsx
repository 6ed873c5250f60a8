import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { FileDialog } from '../feedback/FileDialog.js';
import { useFilePreview } from '../feedback/useFilePreview.js';
import { type PreviewedSpend, SpendPreview } from './SpendPreview.js';

/** An export of a network, with what it does not say itself. */
export function SpendDialog({ onClose }: { onClose(): void }) {
  const translate = useTranslate();
  const [chosen, setChosen] = useState<File | null>(null);
  const [platform, setPlatform] = useState('');
  const [currency, setCurrency] = useState('');
  const file = useFilePreview<PreviewedSpend>('spend', 'gs.campaigns.stored', onClose);
  const { data: preview } = file.look;
  const sent = (body: File) => ({
    body,
    options: {
      fileName: body.name,
      ...(platform.trim() && { platform: platform.trim() }),
      ...(currency.trim() && { currency: currency.trim().toUpperCase() }),
    },
  });
  const option = (name: 'platform' | 'currency', value: string, set: (text: string) => void) => (
    <TextField
      size="small"
      label={translate(`gs.campaigns.${name}`)}
      value={value}
      onChange={({ target }) => (set(target.value), file.look.reset())}
    />
  );
  return (
    <FileDialog
      title={translate('gs.campaigns.importTitle')}
      help={translate('gs.campaigns.importHelp')}
      file={file}
      choose={chosen?.name ?? translate('gs.campaigns.choose')}
      accept=".csv,.tsv,.txt,text/csv"
      testId="spend"
      onFile={(next) => (setChosen(next), file.look.mutate(sent(next)))}
      options={
        <>
          {option('platform', platform, setPlatform)}
          {option('currency', currency, setCurrency)}
        </>
      }
      action={{
        label: translate(preview ? 'gs.campaigns.store' : 'gs.campaigns.look'),
        isDisabled: chosen === null || preview?.accepted === 0,
        run: () => chosen && (preview ? file.store : file.look).mutate(sent(chosen)),
      }}
      onClose={onClose}
    >
      {preview && <SpendPreview preview={preview} />}
    </FileDialog>
  );
}
