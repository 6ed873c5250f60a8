import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { CopyButton } from '../feedback/CopyButton.js';
import { MONO_STACK } from '../theme/tokens.js';

/** Something that is shown this once. */
export function SecretDialogBody({
  title,
  text,
  secret,
  onClose,
}: {
  title: string;
  text: string;
  secret: string;
  onClose(): void;
}) {
  const translate = useTranslate();
  return (
    <>
      <DialogTitle sx={{ overflowWrap: 'anywhere' }}>{title}</DialogTitle>
      <DialogContent>
        <Typography color="text.secondary" sx={{ mb: 2 }}>
          {text}
        </Typography>
        <Stack direction="row" spacing={1}>
          <TextField
            fullWidth
            value={secret}
            slotProps={{
              input: { readOnly: true, sx: { fontFamily: MONO_STACK, fontSize: 12 } },
              htmlInput: { 'aria-label': title, 'data-testid': 'secret' },
            }}
          />
          <CopyButton text={secret} label={`${translate('gs.action.copy')}: ${title}`} />
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          {translate('gs.action.done')}
        </Button>
      </DialogActions>
    </>
  );
}
