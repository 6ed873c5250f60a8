import type { ReferralProgram } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, useState } from 'react';
import { useTranslate } from 'react-admin';
import { CopyButton } from '../feedback/CopyButton.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { useCodes, useIssue, useMayRefer } from './useReferral.js';

/** Links of a programme, the newest first, and the giving of one. */
export function CodesPanel({ program }: { program: ReferralProgram }) {
  const translate = useTranslate();
  const codes = useCodes(program.id);
  const mayIssue = useMayRefer();
  const hasLinks = program.definition.linkTarget !== null;
  return (
    <Panel title={translate('gs.referral.codesTitle')} isFlush testId="referral-codes">
      {mayIssue && <Issue programId={program.id} />}
      <ReportBody report={codes} height={120}>
        {({ data, total }) => (
          <>
            {total > 0 && <CodesTable codes={data} hasLinks={hasLinks} />}
            <Typography variant="caption" component="p" color="text.secondary" sx={{ px: 2, py: 1.5 }}>
              {total > data.length &&
                `${translate('gs.referral.more', { smart_count: total - data.length })}. `}
              {translate(`gs.referral.${hasLinks ? 'codesHelp' : 'codesOnly'}`)}
            </Typography>
          </>
        )}
      </ReportBody>
    </Panel>
  );
}

function Issue({ programId }: { programId: number }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const issue = useIssue(programId);
  const [id, setId] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    issue.mutate(id.trim(), { onSuccess: () => setId('') });
  };
  return (
    <Stack component="form" onSubmit={submit} gap={1} sx={{ px: 2, pb: 1.5 }}>
      {issue.error && <Alert severity="error">{errorText(issue.error)}</Alert>}
      <Stack direction="row" gap={1} flexWrap="wrap">
        <TextField
          size="small"
          label={translate('gs.referral.distinctId')}
          value={id}
          onChange={({ target }) => setId(target.value)}
          slotProps={{ htmlInput: { maxLength: 200 } }}
        />
        <Button type="submit" variant="outlined" loading={issue.isPending} disabled={id.trim() === ''}>
          {translate('gs.referral.issue')}
        </Button>
      </Stack>
    </Stack>
  );
}

type Codes = NonNullable<ReturnType<typeof useCodes>['data']>['data'];

function CodesTable({ codes, hasLinks }: { codes: Codes; hasLinks: boolean }) {
  const translate = useTranslate();
  const format = useFormat();
  const label = translate('gs.referral.codesTitle');
  return (
    <TableContainer sx={{ maxHeight: 320 }} tabIndex={0} role="region" aria-label={label}>
      <Table size="small" stickyHeader aria-label={label}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.referral.distinctId')}</TableCell>
            <TableCell>{translate(hasLinks ? 'gs.referral.link' : 'gs.referral.code')}</TableCell>
            <TableCell>{translate('gs.referral.givenAt')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {codes.map(({ code, path, distinctId, createdAt }) => {
            const text = hasLinks ? `${window.location.origin}${path}` : code;
            return (
              <TableRow key={code} hover>
                <TableCell sx={{ overflowWrap: 'anywhere' }}>{distinctId}</TableCell>
                <TableCell sx={{ overflowWrap: 'anywhere' }}>
                  {text}{' '}
                  <CopyButton
                    text={text}
                    label={translate(hasLinks ? 'gs.referral.link' : 'gs.referral.code')}
                  />
                </TableCell>
                <TableCell sx={{ whiteSpace: 'nowrap' }}>{format.instant(createdAt)}</TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
