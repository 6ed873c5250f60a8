import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { SpendPreview as PreviewedSpend } from '@groundswell/contracts';
import { TABLE_FILES } from '../api/http.js';
import { FileDialog } from '../feedback/FileDialog.js';
import { useFilePreview } from '../feedback/useFilePreview.js';
import { NetworkField } from './NetworkField.js';
import { SpendPreview } from './SpendPreview.js';

/** What a file may not tell itself; '' where it does. */
const NOT_TOLD = { platform: '', currency: '', dateOrder: '', decimalMark: '' };
type Option = keyof typeof NOT_TOLD;
const CHOICES = { dateOrder: ['dmy', 'mdy'], decimalMark: ['.', ','] } as const;

/** An export of a network, with what it does not say itself. */
export function SpendDialog({ onClose }: { onClose(): void }) {
  const translate = useTranslate();
  const [chosen, setChosen] = useState<File | null>(null);
  const [told, setTold] = useState(NOT_TOLD);
  const file = useFilePreview<PreviewedSpend>('spend', 'gs.campaigns.stored', onClose);
  const { data: preview } = file.look;
  const sent = (body: File) => ({ body, options: { fileName: body.name, ...optionsOf(told) } });
  const tell = (part: Partial<typeof NOT_TOLD>) => {
    setTold({ ...told, ...part });
    file.look.reset();
  };
  const field = (name: Option) => ({
    ...{ size: 'small' as const, label: translate(`gs.campaigns.${name}`), value: told[name] },
    onChange: ({ target }: { target: { value: string } }) => tell({ [name]: target.value }),
  });
  return (
    <FileDialog
      title={translate('gs.campaigns.importTitle')}
      help={translate('gs.campaigns.importHelp')}
      file={file}
      choose={chosen?.name ?? translate('gs.campaigns.choose')}
      accept={TABLE_FILES}
      testId="spend"
      onFile={(next) => (setChosen(next), file.look.mutate(sent(next)))}
      options={
        <>
          <NetworkField
            label={translate('gs.campaigns.platform')}
            value={told.platform}
            onChange={(platform) => tell({ platform })}
          />
          <TextField {...field('currency')} />
          {(['dateOrder', 'decimalMark'] as const).map((name) => (
            <TextField
              key={name}
              select
              {...field(name)}
              slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
              sx={{ minWidth: 168 }}
            >
              <MenuItem value="">{translate('gs.campaigns.byFile')}</MenuItem>
              {CHOICES[name].map((value) => (
                <MenuItem key={value} value={value}>
                  {translate(
                    `gs.campaigns.${name}s.${value === '.' ? 'point' : value === ',' ? 'comma' : value}`,
                  )}
                </MenuItem>
              ))}
            </TextField>
          ))}
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

/** Those that are said. */
function optionsOf({ currency, ...told }: typeof NOT_TOLD): Record<string, string> {
  const all = { ...told, currency: currency.toUpperCase() };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, text]) => (text.trim() ? [[name, text.trim()]] : [])),
  );
}
