import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { type ReactNode, useRef } from 'react';
import { SaveActions } from './SaveActions.js';
import type { useFilePreview } from './useFilePreview.js';
import { useErrorText } from './ErrorState.js';

interface Props<Preview> {
  title: string;
  help: string;
  file: ReturnType<typeof useFilePreview<Preview>>;
  /** Of the button that chooses a file. */
  choose: string;
  accept: string;
  testId: string;
  onFile(file: File): void;
  /** Beside that button. */
  options?: ReactNode;
  children: ReactNode;
  /** What the button at the end does: look, or store what was looked at. */
  action: { label: string; isDisabled: boolean; run(): void };
  onClose(): void;
}

/** Choose a file, see what would be stored of it and what refused, store it. */
export function FileDialog<Preview>({ file: { look, store }, action, onClose, ...props }: Props<Preview>) {
  const errorText = useErrorText();
  const input = useRef<HTMLInputElement>(null);
  const error = look.error ?? store.error;
  return (
    <Dialog open onClose={store.isPending ? undefined : onClose} maxWidth="md" fullWidth>
      <DialogTitle>{props.title}</DialogTitle>
      <DialogContent>
        <Stack spacing={2} sx={{ pt: 0.5 }}>
          <Typography variant="body2" color="text.secondary">
            {props.help}
          </Typography>
          {error && <Alert severity="error">{errorText(error)}</Alert>}
          <Stack direction="row" gap={1} flexWrap="wrap" alignItems="center">
            <Button variant="outlined" loading={look.isPending} onClick={() => input.current?.click()}>
              {props.choose}
            </Button>
            {props.options}
            <input
              ref={input}
              type="file"
              accept={props.accept}
              hidden
              data-testid={`${props.testId}-file`}
              onChange={({ target }) => {
                const [chosen] = target.files ?? [];
                if (chosen) props.onFile(chosen);
                target.value = '';
              }}
            />
          </Stack>
          {props.children}
        </Stack>
      </DialogContent>
      <SaveActions
        label={action.label}
        isReady={!action.isDisabled}
        isSaving={store.isPending || look.isPending}
        testId={`store-${props.testId}`}
        onSave={action.run}
        onClose={onClose}
      />
    </Dialog>
  );
}
